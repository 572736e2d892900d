package io.quantumlayer.llmrouter.exchange;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Vendors that refuse what those of the name are reported to refuse, in their words, and answer everything else with
 * {@code {"a":"b"}}: as text, or as the arguments of the tool that has to be called.
 */
final class RefusingVendors implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SAID = "{\\\"a\\\":\\\"b\\\"}";
    private static final Set<String> MISTRALS = Set.of(
            "model",
            "messages",
            "temperature",
            "top_p",
            "max_tokens",
            "stream",
            "stop",
            "random_seed",
            "metadata",
            "response_format",
            "tools",
            "tool_choice",
            "presence_penalty",
            "frequency_penalty",
            "n",
            "parallel_tool_calls");

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** A request and the status of its answer. */
    record Asked(String path, JsonNode body, int status) {}

    private record No(int status, String body) {}

    RefusingVendors() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    String url(String vendor) {
        return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), vendor);
    }

    private void serve(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String path = URLDecoder.decode(exchange.getRequestURI().getRawPath(), StandardCharsets.UTF_8);
        String vendor = path.split("/")[1];
        No no = switch (vendor) {
            case "openai" -> openAi(body, path);
            case "anthropic" -> anthropic(body);
            case "mistral" -> mistral(body);
            case "gemini" -> gemini(body);
            case "bedrock" -> bedrock(body, path);
            case "odd" -> odd(body);
            default -> null;
        };
        asked.add(new Asked(path, body, no == null ? 200 : no.status()));
        byte[] answer = no == null ? answer(exchange, body, path) : no.body().getBytes(StandardCharsets.UTF_8);
        if (no != null) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
        }
        exchange.sendResponseHeaders(no == null ? 200 : no.status(), answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static @Nullable No openAi(JsonNode body, String path) {
        boolean responses = path.endsWith("/responses");
        if (!responses && body.has("max_tokens")) {
            return openAiNo(
                    "max_tokens",
                    "Unsupported parameter: 'max_tokens' is not supported with this model. Use"
                            + " 'max_completion_tokens' instead.");
        }
        for (String name : List.of("temperature", "top_p")) {
            if (body.path(name).asDouble(1) != 1) {
                return openAiNo(
                        name,
                        "Unsupported value: '%s' does not support %s with this model."
                                .formatted(name, body.path(name)));
            }
        }
        JsonNode format = body.path("response_format").path("json_schema");
        if (format.path("strict").asBoolean(false)
                && format.path("schema").path("additionalProperties").asBoolean(true)) {
            return openAiNo(
                    "response_format", "Invalid schema for response_format: 'additionalProperties' is required.");
        }
        return null;
    }

    private static No openAiNo(String param, String message) {
        return new No(
                400,
                "{\"error\":{\"message\":\"%s\",\"type\":\"invalid_request_error\",\"param\":\"%s\",\"code\":null}}"
                        .formatted(message, param));
    }

    private static @Nullable No anthropic(JsonNode body) {
        String model = body.path("model").asString("");
        String fault = !body.has("max_tokens") ? "max_tokens: Field required" : claude(body, model);
        return fault == null
                ? null
                : new No(
                        400,
                        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"%s\"}}"
                                .formatted(fault));
    }

    private static @Nullable String claude(JsonNode body, String model) {
        if (body.has("temperature") && model.contains("sonnet-5")) {
            return "`temperature` is deprecated for this model.";
        }
        if (body.has("temperature") && body.has("top_p")) {
            return "`temperature` and `top_p` cannot both be specified for this model.";
        }
        if (model.contains("claude-3") && body.path("output_config").has("format")) {
            return "this model does not have output_config.format";
        }
        return body.toString().contains("\"minLength\"")
                        && body.path("output_config").has("format")
                ? closed(body.at("/output_config/format/schema"))
                : null;
    }

    private static @Nullable String closed(JsonNode schema) {
        return schema.toString().contains("\"minLength\":")
                ? "output_config.format.schema: For 'string' type, property 'minLength' is not supported"
                : null;
    }

    private static @Nullable No mistral(JsonNode body) {
        for (String name : body.propertyNames()) {
            if (!MISTRALS.contains(name)) {
                return new No(
                        422,
                        "{\"object\":\"error\",\"message\":{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"%s\"],\"msg\":\"Extra inputs are not permitted\"}]}}"
                                .formatted(name));
            }
        }
        return body.toString().contains("\"developer\"")
                ? new No(
                        422,
                        "{\"detail\":[{\"loc\":[\"body\",\"messages\",0],\"msg\":\"Input tag 'developer' is not one\"}]}")
                : null;
    }

    private static @Nullable No gemini(JsonNode body) {
        String name = body.has("seed") ? "seed" : body.has("logit_bias") ? "logit_bias" : "";
        if (body.path("messages").toString().contains("wrong")) {
            return new No(
                    400,
                    "[{\"error\":{\"code\":400,\"message\":\"Function call is wrong.\",\"status\":\"INVALID_ARGUMENT\"}}]");
        }
        return name.isEmpty()
                ? null
                : new No(
                        400,
                        "[{\"error\":{\"code\":400,\"message\":\"Invalid JSON payload received. Unknown name \\\"%s\\\": Cannot find field.\",\"status\":\"INVALID_ARGUMENT\"}}]"
                                .formatted(name));
    }

    private static @Nullable No bedrock(JsonNode body, String path) {
        String fault = body.at("/inferenceConfig/temperature").isNumber() && path.contains("sonnet-5")
                ? "The model returned the following errors: `temperature` is deprecated for this model."
                : body.path("outputConfig").has("effort") ? "extraneous key [effort] is not permitted" : null;
        boolean called = body.path("messages").toString().contains("\"toolUse\"");
        if (called && !body.has("toolConfig")) {
            fault = "The toolConfig field must be defined when using toolUse and toolResult content blocks.";
        }
        return fault == null ? null : new No(400, "{\"message\":\"%s\"}".formatted(fault));
    }

    /** A server that says no to what the catalogue cannot know. */
    private static @Nullable No odd(JsonNode body) {
        if (body.path("response_format").path("type").asString("").equals("json_schema")) {
            return new No(
                    400,
                    "{\"error\":{\"message\":\"response_format type must be one of \\\"text\\\" or \\\"json_object\\\"\"}}");
        }
        String model = body.path("model").asString("");
        List<String> refused = switch (model) {
            case "picky" -> List.of("max_tokens", "temperature", "top_p");
            case "endless" -> List.of("temperature", "top_p", "seed", "user", "store", "metadata");
            case "neither" -> List.of("max_tokens", "max_completion_tokens");
            default -> List.of("seed", "stop");
        };
        for (String name : refused) {
            if (body.has(name)) {
                return openAiNo(name, "Unsupported parameter: '%s' is not supported with this model.".formatted(name));
            }
        }
        return null;
    }

    private static byte[] answer(HttpExchange exchange, JsonNode body, String path) {
        boolean stream = body.path("stream").asBoolean(false) || path.endsWith("converse-stream");
        exchange.getResponseHeaders()
                .set(
                        "Content-Type",
                        !stream
                                ? "application/json"
                                : path.startsWith("/bedrock")
                                        ? "application/vnd.amazon.eventstream"
                                        : "text/event-stream");
        if (path.startsWith("/bedrock")) {
            return stream
                    ? frames()
                    : bytes(
                            "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"%s\"}]}},\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":7,\"outputTokens\":2,\"totalTokens\":9}}"
                                    .formatted(SAID));
        }
        if (path.endsWith("/messages")) {
            return bytes(stream ? events(body) : message(body));
        }
        if (path.endsWith("/responses")) {
            return bytes(
                    "{\"id\":\"r\",\"object\":\"response\",\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"%s\"}]}],\"usage\":{\"input_tokens\":7,\"output_tokens\":2}}"
                            .formatted(SAID));
        }
        String usage = ",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2,\"total_tokens\":9}";
        return bytes(
                stream
                        ? "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"%s\"},\"finish_reason\":null}]}\n\ndata: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]%s}\n\ndata: [DONE]\n\n"
                                .formatted(SAID, usage)
                        : "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"finish_reason\":\"stop\"}]%s}"
                                .formatted(SAID, usage));
    }

    private static String message(JsonNode body) {
        boolean tool = body.path("tool_choice").path("type").asString("").equals("tool");
        return "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[%s],\"stop_reason\":\"%s\",\"usage\":{\"input_tokens\":7,\"output_tokens\":2}}"
                .formatted(
                        tool
                                ? "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":%s,\"input\":{\"a\":\"b\"}}"
                                        .formatted(body.at("/tool_choice/name"))
                                : "{\"type\":\"text\",\"text\":\"%s\"}".formatted(SAID),
                        tool ? "tool_use" : "end_turn");
    }

    private static String events(JsonNode body) {
        boolean tool = body.path("tool_choice").path("type").asString("").equals("tool");
        String start = tool
                ? "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":%s,\"input\":{}}"
                        .formatted(body.at("/tool_choice/name"))
                : "{\"type\":\"text\",\"text\":\"\"}";
        String delta = tool
                ? "{\"type\":\"input_json_delta\",\"partial_json\":\"%s\"}".formatted(SAID)
                : "{\"type\":\"text_delta\",\"text\":\"%s\"}".formatted(SAID);
        StringBuilder events = new StringBuilder();
        for (String event : List.of(
                "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":7,\"output_tokens\":0}}}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":%s}".formatted(start),
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":%s}".formatted(delta),
                "{\"type\":\"content_block_stop\",\"index\":0}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"%s\"},\"usage\":{\"output_tokens\":2}}"
                        .formatted(tool ? "tool_use" : "end_turn"),
                "{\"type\":\"message_stop\"}")) {
            events.append("event: ").append(JSON.readTree(event).path("type").asString());
            events.append("\ndata: ").append(event).append("\n\n");
        }
        return events.toString();
    }

    private static byte[] frames() {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        Map<String, String> events = new LinkedHashMap<>();
        events.put("messageStart", "{\"role\":\"assistant\"}");
        events.put("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"%s\"}}".formatted(SAID));
        events.put("contentBlockStop", "{\"contentBlockIndex\":0}");
        events.put("messageStop", "{\"stopReason\":\"end_turn\"}");
        events.put("metadata", "{\"usage\":{\"inputTokens\":7,\"outputTokens\":2,\"totalTokens\":9}}");
        events.forEach((type, payload) -> new Message(
                        Map.of(
                                ":event-type", HeaderValue.fromString(type),
                                ":message-type", HeaderValue.fromString("event")),
                        bytes(payload))
                .encode(frames));
        return frames.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
