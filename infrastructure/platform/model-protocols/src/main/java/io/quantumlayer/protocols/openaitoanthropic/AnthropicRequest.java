package io.quantumlayer.protocols.openaitoanthropic;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import io.quantumlayer.protocols.Reasoning;
import java.math.BigDecimal;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Anthropic's Messages request for an OpenAI chat request.
 *
 * <p>Refused with 400 {@code unsupported_parameter}, since the answer would mean something else: {@code n} over 1,
 * {@code logprobs}, {@code top_logprobs}, {@code logit_bias}, {@code frequency_penalty} and {@code presence_penalty}
 * other than 0, audio (in {@code modalities}, {@code audio} and parts), {@code functions} and {@code function_call},
 * {@code web_search_options}, {@code moderation}, files by identifier, {@code temperature} over 1. A custom tool is one
 * with one text.
 *
 * <p>Dropped as mere hints: {@code seed}, {@code store}, {@code metadata}, {@code service_tier}, {@code verbosity},
 * {@code prediction}, {@code prompt_cache_key}, {@code prompt_cache_options}, {@code prompt_cache_retention}, the
 * {@code detail} of images, the {@code name} of messages, and members that OpenAI's API does not have either, but for
 * {@code top_k} and {@code thinking}, which go as they are.
 *
 * <p>Anthropic wants a limit of tokens: where there is none, whoever knows the model adds it.
 */
final class AnthropicRequest {

    private static final BigDecimal ONE = BigDecimal.ONE;

    private AnthropicRequest() {}

    static ObjectNode of(Member chat, String model) {
        refuseUnsayable(chat);
        ObjectNode request = Json.object().put("model", model);
        Member limit = chat.get("max_completion_tokens");
        Reasoning.toAnthropic(chat.get("reasoning_effort"), limit.isGiven() ? limit : chat.get("max_tokens"), request);
        AnthropicTurns.write(chat.get("messages"), request);
        AnthropicTools.write(chat, request);
        format(chat.get("response_format"), request);
        sampling(chat, request);
        stop(chat.get("stop"), request);
        Member user = chat.get("user").isGiven() ? chat.get("user") : chat.get("safety_identifier");
        if (user.isGiven()) {
            request.putObject("metadata").put("user_id", user.text());
        }
        if (chat.get("thinking").isGiven()) {
            request.set("thinking", chat.get("thinking").object());
        }
        if (chat.get("stream").isTrue()) {
            request.put("stream", true);
        }
        return request;
    }

    private static void refuseUnsayable(Member chat) {
        Member n = chat.get("n");
        if (n.isGiven() && n.count() != 1) {
            throw n.unsupported(
                    "it gives one answer; leave n away or set it to 1, and send the request again for more.");
        }
        refuseIf(chat.get("logprobs"), chat.get("logprobs").isTrue());
        refuseIf(chat.get("top_logprobs"), chat.get("top_logprobs").isNonZero());
        Member bias = chat.get("logit_bias");
        refuseIf(bias, bias.isGiven() && !bias.object().isEmpty());
        refuseIf(chat.get("frequency_penalty"), chat.get("frequency_penalty").isNonZero());
        refuseIf(chat.get("presence_penalty"), chat.get("presence_penalty").isNonZero());
        refuseIf(chat.get("audio"), chat.get("audio").isGiven());
        Member modalities = chat.get("modalities");
        if (modalities.isGiven()) {
            modalities.elements().forEach(each -> refuseIf(each, !each.text().equals("text")));
        }
        for (String old : new String[] {"functions", "function_call"}) {
            if (chat.get(old).isGiven()) {
                throw chat.get(old).unsupported("use tools and tool_choice.");
            }
        }
        refuseIf(chat.get("web_search_options"), chat.get("web_search_options").isGiven());
        refuseIf(chat.get("moderation"), chat.get("moderation").isGiven());
    }

    private static void refuseIf(Member member, boolean asked) {
        if (asked) {
            throw member.unsupported("it has nothing of the kind; leave it away, or ask for a model of OpenAI's API.");
        }
    }

    /**
     * Anthropic's own structured output, rather than a forced tool that plays the schema: it leaves {@code tool_choice},
     * thinking and the text of the answer alone, so that neither answers nor streams have to be turned back.
     */
    private static void format(Member format, ObjectNode request) {
        if (!format.isGiven()) {
            return;
        }
        Member type = format.get("type");
        switch (type.text()) {
            case "text" -> {}
            case "json_schema" -> {
                Member schema = format.get("json_schema").get("schema");
                request.withObjectProperty("output_config")
                        .putObject("format")
                        .put("type", "json_schema")
                        .set("schema", schema.object());
            }
            // Anthropic has no such format: whoever knows the model says it in the prompt.
            case "json_object" ->
                request.withObjectProperty("output_config").putObject("format").put("type", "json_object");
            default -> throw type.wrong("text or json_schema");
        }
    }

    private static void sampling(Member chat, ObjectNode request) {
        Member temperature = chat.get("temperature");
        if (temperature.isGiven()) {
            BigDecimal value = temperature.number();
            if (value.signum() < 0) {
                throw temperature.wrong("between 0 and 1");
            }
            if (value.compareTo(ONE) > 0) {
                throw temperature.unsupported("its temperatures go from 0 to 1; set one of at most 1.");
            }
            request.put("temperature", value);
        }
        for (String name : new String[] {"top_p", "top_k"}) {
            Member member = chat.get(name);
            if (member.isGiven()) {
                request.put(name, member.number());
            }
        }
    }

    private static void stop(Member stop, ObjectNode request) {
        if (!stop.isGiven()) {
            return;
        }
        ArrayNode sequences = Json.array();
        if (stop.node().isString()) {
            sequences.add(stop.text());
        } else {
            stop.elements().forEach(each -> sequences.add(each.text()));
        }
        if (!sequences.isEmpty()) {
            request.set("stop_sequences", sequences);
        }
    }
}
