package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.ProviderError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which members a vendor's error says that the model does not take. */
final class Refusal {

    private static final Set<String> CODES =
            Set.of("unsupported_parameter", "unsupported_value", "unknown_parameter", "extra_forbidden");

    private static final Pattern REFUSED = Pattern.compile(
            "not supported|unsupported|deprecated|unrecognized|unknown|not permitted|not allowed|does not support",
            Pattern.CASE_INSENSITIVE);

    /** What OpenAI, Azure, Anthropic, Mistral, Gemini, Groq, LiteLLM, xAI and Bedrock say, in this order. */
    private static final List<Pattern> SENTENCES = List.of(
            Pattern.compile("(?:Unsupported|Unknown) (?:parameter|value): [`'\"]?([\\w.]+)"),
            Pattern.compile("Unrecognized request arguments? supplied: ([\\w., ]+)"),
            Pattern.compile("`([\\w.]+)` is deprecated"),
            Pattern.compile("`\\w+` and `([\\w.]+)` cannot both be specified"),
            Pattern.compile("(?:^|[;\\s])([\\w.]+): Extra inputs are not permitted"),
            Pattern.compile("Unknown name \\\\?\"([\\w.]+)\\\\?\": Cannot find field"),
            Pattern.compile("property '([\\w.]+)' is unsupported"),
            Pattern.compile("[`'\"]([\\w.]+)[`'\"] is not supported"),
            Pattern.compile("does not support (?:the )?[`'\"]?([\\w.]+)[`'\"]? parameter"),
            Pattern.compile("(?:does not support parameter|Argument not supported on this model:) [`'\"]?([\\w.]+)"),
            Pattern.compile("extraneous key \\[([\\w.]+)] is not permitted"),
            Pattern.compile("doesn't support the (?:inferenceConfig\\.)?([\\w.]+) field"));

    private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z])[A-Z]");

    private static final Map<String, String> MEMBERS =
            Map.of("effort", "output_config.effort", "reasoning.effort", "reasoning");

    /** What servers say that know no schemas, or none with this model. */
    private static final Pattern NO_SCHEMA = Pattern.compile(
            "(?:response.?format|output.?format).{0,200}(?:not support|unsupported|unavailable|must be one of|Extra inputs)"
                    + "|(?:not support|unsupported|doesn't support).{0,60}(?:response.?format|output.?format|outputConfig)",
            Pattern.CASE_INSENSITIVE);

    private Refusal() {}

    /** The members that the answer could do without; none where the error is about anything else. */
    static Set<String> of(ProviderError error) {
        Set<String> members = new LinkedHashSet<>();
        String param = error.param();
        if (param != null
                && (CODES.contains(String.valueOf(error.code()))
                        || REFUSED.matcher(error.message()).find())) {
            add(param, members);
        }
        if (NO_SCHEMA.matcher(error.message()).find() && !error.message().contains("Invalid schema")) {
            members.add(FormatRules.LEARNED);
        }
        for (Pattern sentence : SENTENCES) {
            Matcher matcher = sentence.matcher(error.message());
            while (matcher.find()) {
                for (String name : matcher.group(1).split(", *")) {
                    add(name, members);
                }
            }
        }
        return members;
    }

    private static void add(String name, Set<String> members) {
        // Bedrock and xAI say topP.
        String snake = CAPITAL.matcher(name)
                .replaceAll(capital -> "_" + capital.group().toLowerCase(Locale.ROOT));
        String member = MEMBERS.getOrDefault(snake, snake);
        if (!Hints.isHint(member) && member.indexOf('.') > 0) {
            // As in thinking.type.enabled.
            member = member.substring(0, member.indexOf('.'));
        }
        if (Hints.isHint(member) || MemberRules.isLimit(member)) {
            members.add(member);
        }
    }
}
