package io.quantumlayer.llmrouter.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What a model takes. Whatever is absent is not known, and then nothing is changed.
 *
 * @param context tokens of prompt and answer together
 * @param output most tokens of an answer
 * @param limit name of the answer's limit in chat completions: {@code max_tokens} or {@code max_completion_tokens}
 * @param limitNeeded whether a request of Anthropic's protocol must have a limit; it must unless this is false
 * @param sampling members for sampling that it takes; see {@link #SAMPLING}
 * @param samplingWithThinking those of them that it takes while it thinks
 * @param oneOf groups of members of which it takes one alone; the first that is given stays
 * @param thinksUnlessTold whether it thinks when the request says nothing of it
 * @param thinking Anthropic's forms of thinking that it takes
 * @param thinkingOff whether thinking can be switched off
 * @param efforts levels of effort that it takes
 * @param effortWithTools whether it takes an effort beside tools in chat completions
 * @param schema how it can be held to a JSON Schema
 * @param jsonObject whether it takes {@code response_format: json_object}
 * @param formatWithTools whether it takes {@code response_format} beside tools
 * @param schemaInStreams whether it can be held to a JSON Schema in streams
 * @param strictTools whether it takes {@code strict} in tools
 * @param toolNames most characters of a tool's name, which consists of letters, digits, {@code _} and {@code -}
 * @param toolIds what the id of a tool's call looks like, as a regular expression
 * @param signedCalls what it does with signatures of its thoughts in calls, in chat completions
 * @param toolProperties whether a tool's schema needs {@code properties}
 * @param toolUnions whether a tool's schema may have {@code anyOf}, {@code oneOf} or {@code allOf} at its top
 * @param forcedTools when it can be made to call a tool in Anthropic's protocol
 * @param toolChoiceNone whether it can be kept from the tools that it is shown, in Anthropic's protocol
 * @param blankTexts whether it takes texts without a letter in Anthropic's protocol
 * @param prefill whether it goes on with an answer that was begun, in Anthropic's protocol
 * @param roles roles of messages that it takes
 * @param lateSystem whether it takes system messages behind others
 * @param userAfterTool whether it takes what a user says right after a tool's result, in chat completions
 * @param streamUsage whether it takes {@code stream_options.include_usage}
 * @param images whether it reads images
 * @param parallelCalls whether it calls tools in parallel; one that does not refuses {@code parallel_tool_calls}
 * @param members the members of a chat completion request that it takes, where it refuses all others
 * @param messageMembers the members of a message that it takes, where it refuses all others
 * @param messageRefuses members of messages, their parts and calls, and of tools, that it refuses in chat completions
 * @param reasonedCalls whether messages with calls need {@code reasoning_content}, in chat completions
 * @param embeddingMembers the members of a request for embeddings that it takes, where it refuses all others
 * @param names other names that it has for members, by OpenAI's names
 */
public record ModelTraits(
        @JsonProperty("context") @Nullable Integer context,
        @JsonProperty("output") @Nullable Integer output,
        @JsonProperty("limit") @Nullable String limit,
        @JsonProperty("limit-needed") @Nullable Boolean limitNeeded,
        @JsonProperty("sampling") @Nullable Set<String> sampling,

        @JsonProperty("sampling-with-thinking") @Nullable Set<String> samplingWithThinking,

        @JsonProperty("one-of") @Nullable List<List<String>> oneOf,
        @JsonProperty("thinks-unless-told") @Nullable Boolean thinksUnlessTold,
        @JsonProperty("thinking") @Nullable ThinkingForm thinking,
        @JsonProperty("thinking-off") @Nullable Boolean thinkingOff,
        @JsonProperty("efforts") @Nullable List<String> efforts,

        @JsonProperty("effort-with-tools") @Nullable Boolean effortWithTools,

        @JsonProperty("schema") @Nullable SchemaForm schema,
        @JsonProperty("json-object") @Nullable Boolean jsonObject,
        @JsonProperty("format-with-tools") @Nullable Boolean formatWithTools,

        @JsonProperty("schema-in-streams") @Nullable Boolean schemaInStreams,

        @JsonProperty("strict-tools") @Nullable Boolean strictTools,
        @JsonProperty("tool-names") @Nullable Integer toolNames,
        @JsonProperty("tool-ids") @Nullable String toolIds,
        @JsonProperty("signed-calls") @Nullable SignedCalls signedCalls,
        @JsonProperty("tool-properties") @Nullable Boolean toolProperties,
        @JsonProperty("tool-unions") @Nullable Boolean toolUnions,
        @JsonProperty("forced-tools") @Nullable ForcedTools forcedTools,

        @JsonProperty("tool-choice-none") @Nullable Boolean toolChoiceNone,

        @JsonProperty("blank-texts") @Nullable Boolean blankTexts,
        @JsonProperty("prefill") @Nullable Boolean prefill,
        @JsonProperty("roles") @Nullable Set<String> roles,
        @JsonProperty("late-system") @Nullable Boolean lateSystem,
        @JsonProperty("user-after-tool") @Nullable Boolean userAfterTool,

        @JsonProperty("stream-usage") @Nullable Boolean streamUsage,
        @JsonProperty("images") @Nullable Boolean images,
        @JsonProperty("parallel-calls") @Nullable Boolean parallelCalls,
        @JsonProperty("members") @Nullable Set<String> members,
        @JsonProperty("message-members") @Nullable Set<String> messageMembers,

        @JsonProperty("message-refuses") @Nullable Set<String> messageRefuses,

        @JsonProperty("reasoned-calls") @Nullable Boolean reasonedCalls,

        @JsonProperty("embedding-members") @Nullable Set<String> embeddingMembers,

        @JsonProperty("names") @Nullable Map<String, String> names) {

    /** Members that {@link #sampling} tells about. */
    public static final Set<String> SAMPLING = Set.of(
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "presence_penalty",
            "frequency_penalty",
            "repetition_penalty",
            "seed",
            "logprobs",
            "top_logprobs",
            "logit_bias",
            "n",
            "stop",
            "stop_sequences");

    /** Levels of effort, from little to much. */
    public static final List<String> EFFORTS = List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    private static final Set<String> LIMITS = Set.of("max_tokens", "max_completion_tokens");

    /** Checks what cannot be told by types alone. */
    public ModelTraits {
        if (limit != null && !LIMITS.contains(limit)) {
            throw new IllegalArgumentException("limit is '%s'; it must be one of %s".formatted(limit, LIMITS));
        }
        if (context != null && context < 1 || output != null && output < 1) {
            throw new IllegalArgumentException("context and output must be 1 or more");
        }
        if (toolNames != null && toolNames < 16) {
            throw new IllegalArgumentException("tool-names must be 16 or more");
        }
        refuseOthers("sampling", sampling, SAMPLING);
        refuseOthers("sampling-with-thinking", samplingWithThinking, SAMPLING);
        refuseOthers("efforts", efforts, EFFORTS);
        if (toolIds != null) {
            try {
                Pattern.compile(toolIds);
            } catch (PatternSyntaxException malformed) {
                throw new IllegalArgumentException(
                        "tool-ids is '%s', which is no regular expression".formatted(toolIds), malformed);
            }
        }
    }

    private static void refuseOthers(String name, @Nullable Collection<String> given, Collection<String> known) {
        for (String each : given == null ? List.<String>of() : given) {
            if (!known.contains(each)) {
                throw new IllegalArgumentException("%s has '%s'; it must be one of %s".formatted(name, each, known));
            }
        }
    }
}
