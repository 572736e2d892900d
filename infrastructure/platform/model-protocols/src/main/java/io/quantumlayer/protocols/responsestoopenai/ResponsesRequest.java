package io.quantumlayer.protocols.responsestoopenai;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's chat request for a request of its Responses API.
 *
 * <p>Refused with 400 {@code unsupported_parameter}: what needs the provider's memory ({@code previous_response_id},
 * {@code conversation}, {@code store} set to true, {@code background}, {@code prompt}, references to items), tools that
 * OpenAI runs itself, {@code tool_choice} of other types than function, {@code truncation} {@code auto},
 * {@code context_management}, {@code moderation}, {@code top_logprobs}, files by identifier or URL, audio.
 *
 * <p>Dropped as mere hints: {@code metadata}, {@code service_tier}, {@code prompt_cache_key}, {@code include},
 * {@code max_tool_calls}, {@code reasoning.summary}, {@code text.verbosity}, {@code stream_options}, and reasoning items
 * that OpenAI has encrypted.
 */
final class ResponsesRequest {

    private static final String[] MEMORY = {"previous_response_id", "conversation", "prompt"};
    private static final String[] SERVICES = {"context_management", "moderation"};
    private static final String[] SAME = {"temperature", "top_p"};

    private ResponsesRequest() {}

    static ObjectNode of(Member responses, String model) {
        refuseUnsayable(responses);
        ObjectNode request = Json.object().put("model", model);
        ResponsesInput.write(responses, request);
        Member limit = responses.get("max_output_tokens");
        if (limit.isGiven()) {
            request.put("max_tokens", limit.count());
        }
        tools(responses, request);
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
        for (String name : new String[] {"store", "background"}) {
            if (responses.get(name).isTrue()) {
                throw responses.get(name).unsupported("nothing is stored; set it to false.");
            }
        }
        for (String name : SERVICES) {
            if (responses.get(name).isGiven()) {
                throw responses.get(name).unsupported("leave it away, or ask for a model of OpenAI's own API.");
            }
        }
        if (responses.get("top_logprobs").isNonZero()) {
            throw responses.get("top_logprobs").unsupported("leave it away.");
        }
        Member truncation = responses.get("truncation");
        if (truncation.isGiven() && !truncation.text().equals("disabled")) {
            throw truncation.unsupported("shorten the input yourself, and leave it away.");
        }
    }

    private static void tools(Member responses, ObjectNode request) {
        List<Member> tools = responses.get("tools").objects();
        if (!tools.isEmpty()) {
            ArrayNode written = request.putArray("tools");
            tools.forEach(tool -> written.add(tool(tool)));
        }
        Member choice = responses.get("tool_choice");
        if (choice.isGiven() && choice.node().isString()) {
            if (!tools.isEmpty() || choice.text().equals("required")) {
                request.put("tool_choice", choice.text());
            }
        } else if (choice.isGiven()) {
            choice.object();
            if (!choice.get("type").text().equals("function")) {
                throw choice.get("type").unsupported("name one function, or send only the tools that may be called.");
            }
            request.putObject("tool_choice")
                    .put("type", "function")
                    .putObject("function")
                    .put("name", choice.get("name").name());
        }
        Member parallel = responses.get("parallel_tool_calls");
        if (parallel.isGiven() && !tools.isEmpty()) {
            request.put("parallel_tool_calls", parallel.isTrue());
        }
    }

    private static ObjectNode tool(Member tool) {
        if (!tool.get("type").text().equals("function")) {
            throw tool.get("type").unsupported("OpenAI alone runs it; only tools of the type function can be sent.");
        }
        ObjectNode written = Json.object().put("type", "function");
        ObjectNode function =
                written.putObject("function").put("name", tool.get("name").name());
        String description = tool.get("description").textOrNull();
        if (description != null) {
            function.put("description", description);
        }
        if (tool.get("parameters").isGiven()) {
            function.set("parameters", tool.get("parameters").object());
        }
        if (tool.get("strict").isGiven()) {
            function.put("strict", tool.get("strict").isTrue());
        }
        return written;
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
