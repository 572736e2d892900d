package io.quantumlayer.protocols.responsestoopenai;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's chat request for a request of its Responses API.
 *
 * <p>Refused with 400 {@code unsupported_parameter}: what needs the provider's memory ({@code previous_response_id},
 * {@code conversation}, {@code background}, {@code prompt}, references to items), {@code tool_choice} of tools that
 * OpenAI runs itself, {@code moderation}, {@code top_logprobs}, files by identifier or URL, audio.
 *
 * <p>Left out as mere hints: {@code metadata}, {@code service_tier}, {@code prompt_cache_key}, {@code include},
 * {@code store}, {@code max_tool_calls}, {@code reasoning.summary}, {@code text.verbosity}, {@code stream_options},
 * {@code truncation}, {@code context_management}, tools that OpenAI runs itself, what these did earlier in the
 * conversation, and reasoning items that OpenAI has encrypted.
 */
final class ResponsesRequest {

    private static final String[] MEMORY = {"previous_response_id", "conversation", "prompt"};
    private static final String[] SAME = {"temperature", "top_p"};

    private ResponsesRequest() {}

    /** @param dropped takes the paths of what was left out of members that are said otherwise */
    static ObjectNode of(Member responses, String model, Set<String> dropped) {
        refuseUnsayable(responses);
        ResponsesTools tools = ResponsesTools.of(responses);
        dropped.addAll(tools.leftOut());
        truncation(responses.get("truncation"), dropped);
        ObjectNode request = Json.object().put("model", model);
        ResponsesInput.write(responses, tools, request, dropped);
        Member limit = responses.get("max_output_tokens");
        if (limit.isGiven()) {
            request.put("max_tokens", limit.count());
        }
        tools(responses, tools, request);
        Member effort = part(responses, "reasoning").get("effort");
        if (effort.isGiven()) {
            request.put("reasoning_effort", effort.text());
        }
        format(part(responses, "text").get("format"), request);
        for (String name : SAME) {
            if (responses.get(name).isGiven()) {
                request.put(name, responses.get(name).number());
            }
        }
        Member user = responses.get("user").isGiven() ? responses.get("user") : responses.get("safety_identifier");
        if (user.isGiven()) {
            request.put("user", user.text());
        }
        if (responses.get("stream").isTrue()) {
            request.put("stream", true);
            request.putObject("stream_options").put("include_usage", true);
        }
        return request;
    }

    private static Member part(Member responses, String name) {
        Member part = responses.get(name);
        if (part.isGiven()) {
            part.object();
        }
        return part;
    }

    private static void refuseUnsayable(Member responses) {
        for (String name : MEMORY) {
            if (responses.get(name).isGiven()) {
                throw responses.get(name).unsupported("nothing is stored; send the whole conversation as input.");
            }
        }
        if (responses.get("background").isTrue()) {
            throw responses.get("background").unsupported("nothing is stored; set it to false.");
        }
        if (responses.get("moderation").isGiven()) {
            throw responses.get("moderation").unsupported("leave it away, or ask for a model of OpenAI's own API.");
        }
        if (responses.get("top_logprobs").isNonZero()) {
            throw responses.get("top_logprobs").unsupported("leave it away.");
        }
    }

    /** A conversation that is too long is refused by the provider, where OpenAI would have left its begin out. */
    private static void truncation(Member truncation, Set<String> dropped) {
        if (truncation.isGiven() && !truncation.text().equals("disabled")) {
            dropped.add(truncation.path());
        }
    }

    private static void tools(Member responses, ResponsesTools tools, ObjectNode request) {
        if (!tools.isEmpty()) {
            request.set("tools", tools.functions());
        }
        Member choice = responses.get("tool_choice");
        if (choice.isGiven() && choice.node().isString()) {
            if (!tools.isEmpty() || choice.text().equals("required")) {
                request.put("tool_choice", choice.text());
            }
        } else if (choice.isGiven()) {
            choice.object();
            switch (choice.get("type").text()) {
                case "function", "custom" ->
                    request.putObject("tool_choice")
                            .put("type", "function")
                            .putObject("function")
                            .put("name", tools.flatName(choice));
                default ->
                    throw choice.get("type")
                            .unsupported("name one function, or send only the tools that may be called.");
            }
        }
        Member parallel = responses.get("parallel_tool_calls");
        if (parallel.isGiven() && !tools.isEmpty()) {
            request.put("parallel_tool_calls", parallel.isTrue());
        }
    }

    private static void format(Member format, ObjectNode request) {
        if (!format.isGiven()) {
            return;
        }
        Member type = format.get("type");
        switch (type.text()) {
            case "text" -> {}
            case "json_object" -> request.putObject("response_format").put("type", "json_object");
            case "json_schema" -> {
                ObjectNode schema = request.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema")
                        .put("name", format.get("name").name());
                schema.set("schema", format.get("schema").object());
                if (format.get("strict").isGiven()) {
                    schema.put("strict", format.get("strict").isTrue());
                }
                if (format.get("description").isGiven()) {
                    schema.put("description", format.get("description").text());
                }
            }
            default -> throw type.wrong("one of text, json_schema and json_object");
        }
    }
}
