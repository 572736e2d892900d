package io.quantumlayer.llmrouter.sdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A provider of both protocols. What it answers is chosen by markers in the last user message; a request that the real
 * API would refuse is a 400 with the reason, so that a bad translation fails.
 */
final class SdkUpstream implements AutoCloseable {

    static final String KEY = "upstream-key";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern ONCE = Pattern.compile("\\[429-once:([^]]+)]");
    private static final Set<String> ANTHROPIC_MEMBERS = Set.of(
            "model",
            "max_tokens",
            "messages",
            "system",
            "stream",
            "temperature",
            "top_p",
            "top_k",
            "stop_sequences",
            "tools",
            "tool_choice",
            "metadata",
            "thinking",
            "output_config",
            "service_tier",
            "cache_control");
    private static final Set<String> OPENAI_MEMBERS = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "top_k",
            "stop",
            "n",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "response_format",
            "user",
            "reasoning_effort",
            "seed",
            "metadata",
            "store");

    private final HttpServer server;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile Endless endless = new Endless(new CountDownLatch(1), new CountDownLatch(1));

    SdkUpstream() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** What becomes of the next stream without an end. */
    record Endless(CountDownLatch streaming, CountDownLatch left) {}

    Endless endless() {
        endless = new Endless(new CountDownLatch(1), new CountDownLatch(1));
        return endless;
    }

    private record Call(String id, String name, String arguments) {}

    private record Plan(String reasoning, String text, List<Call> calls, String end, boolean endless) {

        static Plan text(String text) {
            return new Plan("", text, List.of(), "stop", false);
        }
    }

    private static final class Refused extends RuntimeException {
        private final int status;
        private final String type;
        private final String retryAfter;

        Refused(int status, String type, String message, String retryAfter) {
            super(message);
            this.status = status;
            this.type = type;
            this.retryAfter = retryAfter;
        }
    }

    private static void check(boolean holds, String reason) {
        if (!holds) {
            throw new Refused(400, "invalid_request_error", "upstream: " + reason, "");
        }
    }

    private void handle(HttpExchange http) throws IOException {
        String path = http.getRequestURI().getPath();
        boolean anthropic = path.startsWith("/v1/messages");
        try (http) {
            try {
                JsonNode body = JSON.readTree(http.getRequestBody().readAllBytes());
                authenticate(http, anthropic);
                switch (path) {
                    case "/v1/chat/completions" -> chat(http, body);
                    case "/v1/messages" -> messages(http, body);
                    case "/v1/messages/count_tokens" -> count(http, body);
                    case "/v1/embeddings" -> embeddings(http, body);
                    case "/v1/responses" -> responses(http, body);
                    default -> throw new Refused(404, "not_found_error", "upstream has no " + path, "");
                }
            } catch (Refused refused) {
                ObjectNode error = JSON.createObjectNode();
                if (anthropic) {
                    error.put("type", "error");
                }
                ObjectNode said = error.putObject("error");
                said.put("type", refused.type).put("message", refused.getMessage());
                if (!anthropic) {
                    said.putNull("param").put("code", refused.type);
                }
                if (!refused.retryAfter.isEmpty()) {
                    http.getResponseHeaders().set("Retry-After", refused.retryAfter);
                }
                json(http, refused.status, error);
            }
        } catch (IOException | InterruptedException left) {
            // The router left: that is what a client that aborts looks like from here.
            endless.left().countDown();
            http.close();
        }
    }

    private static void authenticate(HttpExchange http, boolean anthropic) {
        String given = anthropic
                ? http.getRequestHeaders().getFirst("x-api-key")
                : http.getRequestHeaders().getFirst("Authorization");
        if (!(anthropic ? KEY : "Bearer " + KEY).equals(given)) {
            throw new Refused(401, "authentication_error", "upstream: not the provider's key", "");
        }
    }

    // What to answer

    private Plan plan(
            String text, String system, JsonNode tools, boolean schema, String image, int turns, String results) {
        Matcher once = ONCE.matcher(text);
        if (once.find() && seen.add(once.group(1))) {
            throw new Refused(429, "rate_limit_error", "once", "1");
        }
        if (text.contains("[429]")) {
            throw new Refused(429, "rate_limit_error", "slow down", "7");
        }
        if (text.contains("[500]")) {
            throw new Refused(500, "api_error", "broken", "");
        }
        if (!results.isEmpty()) {
            return Plan.text("results: " + results);
        }
        if (text.contains("[tool]") || text.contains("[parallel]")) {
            check(tools.path(0).path("name").asString("").equals("weather"), "the tool weather is missing");
            JsonNode parameters = tools.path(0).path("parameters");
            check(parameters.path("properties").has("city"), "the tool's schema has no city");
            List<Call> calls = new ArrayList<>();
            calls.add(new Call("call_1", "weather", "{\"city\":\"Rome\",\"unit\":\"celsius\"}"));
            if (text.contains("[parallel]")) {
                calls.add(new Call("call_2", "weather", "{\"city\":\"Zürich\",\"unit\":\"kelvin\"}"));
            }
            return new Plan("", "", calls, "tool", false);
        }
        if (text.contains("[schema]")) {
            check(schema, "no schema was asked for");
            return Plan.text("{\"name\":\"Ada\",\"age\":36}");
        }
        if (text.contains("[system]")) {
            return Plan.text("system: " + system);
        }
        if (text.contains("[image]")) {
            return Plan.text("image: " + image);
        }
        if (text.contains("[turns]")) {
            return Plan.text("turns: " + turns);
        }
        if (text.contains("[long]")) {
            return new Plan("", "This is as far", List.of(), "length", false);
        }
        if (text.contains("[think]")) {
            return new Plan("Let me see.", "Thought about it.", List.of(), "stop", false);
        }
        if (text.contains("[refuse]")) {
            return new Plan("", "I cannot", List.of(), "refused", false);
        }
        return new Plan("", "Hello, wörld!", List.of(), "stop", text.contains("[endless]"));
    }

    /** A coding agent's turn: read a file, write another one, say so. */
    private Plan agent(JsonNode tools, int done, String results, boolean thought) {
        Set<String> names = new HashSet<>();
        tools.forEach(tool -> names.add(tool.path("name").asString("")));
        check(done == 0 || thought, "what the model thought did not come back");
        check(done == 0 || done > 1 || results.contains("one"), "the file's text is missing: " + results);
        return switch (done) {
            case 0 -> new Plan("Let me see.", "", List.of(command(names, "call_r", "cat a.txt")), "tool", false);
            case 1 ->
                new Plan(
                        "",
                        "Now I write.",
                        List.of(
                                names.contains("apply_patch")
                                        ? input("call_w", "apply_patch", """
                                                *** Begin Patch
                                                *** Add File: b.txt
                                                +ONE
                                                *** End Patch""")
                                        : command(names, "call_w", "printf ONE > b.txt")),
                        "tool",
                        false);
            default -> Plan.text("It is written.");
        };
    }

    private static Call command(Set<String> names, String id, String command) {
        if (names.contains("functions__exec")) {
            return input(id, "functions__exec", "text(await tools.exec_command({cmd: \"%s\"}))".formatted(command));
        }
        check(names.contains("exec_command"), "there is no tool that runs commands: " + names);
        return new Call(
                id, "exec_command", JSON.createObjectNode().put("cmd", command).toString());
    }

    private static Call input(String id, String name, String input) {
        return new Call(id, name, JSON.createObjectNode().put("input", input).toString());
    }

    private static String text(JsonNode content, String... types) {
        if (content.isString()) {
            return content.stringValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (Set.of(types).contains(part.path("type").asString(""))) {
                text.append(part.path("text").asString(""));
            }
        }
        return text.toString();
    }

    private static String image(String type, String data) {
        byte[] bytes = Base64.getDecoder().decode(data);
        return "%s %d".formatted(type, bytes.length);
    }

    private static String image(String url) {
        Matcher data = Pattern.compile("data:([a-z/]+);base64,(.+)").matcher(url);
        check(data.matches(), "an image is no data URL");
        return image(data.group(1), data.group(2));
    }

    private static void known(JsonNode body, Set<String> members) {
        body.propertyNames().forEach(name -> check(members.contains(name), "there is no member " + name));
    }

    private Plan planOfChat(JsonNode body) {
        known(body, OPENAI_MEMBERS);
        JsonNode messages = body.path("messages");
        check(messages.isArray() && !messages.isEmpty(), "messages is no array");
        Set<String> open = new HashSet<>();
        StringBuilder system = new StringBuilder();
        StringBuilder results = new StringBuilder();
        String last = "";
        String image = "";
        int turns = 0;
        int done = 0;
        boolean thought = false;
        for (JsonNode message : messages) {
            String role = message.path("role").asString("");
            JsonNode content = message.path("content");
            turns++;
            thought |= message.path("reasoning_content").asString("").equals("Let me see.");
            check(role.equals("tool") || open.isEmpty(), "calls without a result: " + open);
            switch (role) {
                case "system", "developer" -> {
                    system.append(text(content, "text"));
                    turns--;
                }
                case "user" -> {
                    results.setLength(0);
                    done = 0;
                    last = text(content, "text");
                    for (JsonNode part : content) {
                        if (part.path("type").asString("").equals("image_url")) {
                            image = image(part.path("image_url").path("url").asString(""));
                        }
                    }
                }
                case "assistant" -> {
                    for (JsonNode call : message.path("tool_calls")) {
                        open.add(call.path("id").asString(""));
                        check(call.path("type").asString("").equals("function"), "a call without type");
                        check(
                                JSON.readTree(call.path("function")
                                                .path("arguments")
                                                .asString("x"))
                                        .isObject(),
                                "arguments are no object");
                    }
                    check(!open.isEmpty() || content.isString() || content.isArray(), "an assistant without content");
                }
                case "tool" -> {
                    check(open.remove(message.path("tool_call_id").asString("")), "a result without a call");
                    results.append(text(content, "text")).append(';');
                    done++;
                }
                default -> check(false, "there is no role " + role);
            }
        }
        ArrayNode tools = JSON.createArrayNode();
        for (JsonNode tool : body.path("tools")) {
            check(tool.path("type").asString("").equals("function"), "a tool without type");
            tools.add(tool.path("function"));
        }
        if (last.contains("[codex]")) {
            return agent(tools, done, results.toString(), thought);
        }
        JsonNode schema =
                body.path("response_format").path("json_schema").path("schema").path("properties");
        return plan(last, system.toString(), tools, schema.has("age"), image, turns, results.toString());
    }

    private Plan planOfMessages(JsonNode body, boolean counting) {
        known(body, ANTHROPIC_MEMBERS);
        check(counting || body.path("max_tokens").asInt(0) > 0, "max_tokens is missing");
        JsonNode messages = body.path("messages");
        check(messages.isArray() && !messages.isEmpty(), "messages is no array");
        Set<String> open = new HashSet<>();
        StringBuilder results = new StringBuilder();
        String last = "";
        String image = "";
        String before = "assistant";
        int turns = 0;
        int done = 0;
        boolean thought = false;
        for (JsonNode message : messages) {
            String role = message.path("role").asString("");
            check(Set.of("user", "assistant").contains(role), "there is no role " + role);
            check(!role.equals(before), "two turns of " + role);
            before = role;
            turns++;
            JsonNode content = message.path("content");
            check(content.isString() || content.isArray() && !content.isEmpty(), "a turn without content");
            if (role.equals("user")) {
                results.setLength(0);
                String said = text(content, "text");
                last = said.isEmpty() ? last : said;
                done = said.isEmpty() ? done : 0;
            }
            for (JsonNode part : content.isArray() ? content : JSON.createArrayNode()) {
                switch (part.path("type").asString("")) {
                    case "text" -> check(!part.path("text").asString("").isEmpty(), "an empty text block");
                    case "image" -> {
                        JsonNode source = part.path("source");
                        check(source.path("type").asString("").equals("base64"), "an image without base64");
                        image = image(
                                source.path("media_type").asString(""),
                                source.path("data").asString(""));
                    }
                    case "tool_use" -> {
                        check(part.path("input").isObject(), "input is no object");
                        open.add(part.path("id").asString(""));
                    }
                    case "tool_result" -> {
                        check(open.remove(part.path("tool_use_id").asString("")), "a result without a call");
                        results.append(text(part.path("content"), "text")).append(';');
                        done++;
                    }
                    case "thinking" -> {
                        check(part.path("signature").isString(), "thinking without a signature");
                        thought |= part.path("thinking").asString("").equals("Let me see.");
                    }
                    default -> check(false, "there is no block " + part.path("type"));
                }
            }
            check(role.equals("assistant") || open.isEmpty(), "calls without a result: " + open);
        }
        ArrayNode tools = JSON.createArrayNode();
        for (JsonNode tool : body.path("tools")) {
            check(tool.path("input_schema").path("type").asString("").equals("object"), "a tool without input_schema");
            tools.addObject().put("name", tool.path("name").asString("")).set("parameters", tool.path("input_schema"));
        }
        if (last.contains("[codex]")) {
            return agent(tools, done, results.toString(), thought);
        }
        JsonNode format = body.path("output_config").path("format");
        return plan(
                last,
                text(body.path("system"), "text"),
                tools,
                format.path("schema").path("properties").has("age"),
                image,
                turns,
                results.toString());
    }

    private Plan planOfResponses(JsonNode body) {
        JsonNode input = body.path("input");
        StringBuilder results = new StringBuilder();
        String last = "";
        int turns = 0;
        int done = 0;
        if (input.isString()) {
            last = input.stringValue();
        }
        for (JsonNode item : input.isArray() ? input : JSON.createArrayNode()) {
            if (item.path("type").asString("message").equals("function_call_output")) {
                results.append(item.path("output").asString("")).append(';');
                done++;
            } else if (item.path("role").asString("").equals("user")) {
                turns++;
                last = text(item.path("content"), "input_text");
            }
        }
        ArrayNode tools = JSON.createArrayNode();
        body.path("tools").forEach(tools::add);
        if (last.contains("[codex]")) {
            return agent(tools, done, results.toString(), true);
        }
        JsonNode format = body.path("text").path("format").path("schema").path("properties");
        return plan(
                last, body.path("instructions").asString(""), tools, format.has("age"), "", turns, results.toString());
    }

    // OpenAI

    private void chat(HttpExchange http, JsonNode body) throws IOException, InterruptedException {
        Plan plan = planOfChat(body);
        String model = body.path("model").asString("");
        String end = switch (plan.end) {
            case "tool" -> "tool_calls";
            case "refused" -> "content_filter";
            default -> plan.end;
        };
        if (body.path("stream").asBoolean(false)) {
            Events out = new Events(http);
            boolean usage = body.path("stream_options").path("include_usage").asBoolean(false);
            ObjectNode role = JSON.createObjectNode().put("role", "assistant").put("content", "");
            out.data(chunk(model, role, null));
            for (String piece : pieces(plan.reasoning)) {
                out.data(chunk(model, JSON.createObjectNode().put("reasoning_content", piece), null));
            }
            for (String piece : pieces(plan.text)) {
                out.data(chunk(model, JSON.createObjectNode().put("content", piece), null));
            }
            while (plan.endless) {
                TimeUnit.MILLISECONDS.sleep(20);
                out.data(chunk(model, JSON.createObjectNode().put("content", " more"), null));
                endless.streaming().countDown();
            }
            for (int i = 0; i < plan.calls.size(); i++) {
                Call call = plan.calls.get(i);
                ObjectNode first = JSON.createObjectNode();
                first.putArray("tool_calls")
                        .addObject()
                        .put("index", i)
                        .put("id", call.id)
                        .put("type", "function")
                        .putObject("function")
                        .put("name", call.name)
                        .put("arguments", "");
                out.data(chunk(model, first, null));
                for (String piece : pieces(call.arguments)) {
                    ObjectNode next = JSON.createObjectNode();
                    next.putArray("tool_calls")
                            .addObject()
                            .put("index", i)
                            .putObject("function")
                            .put("arguments", piece);
                    out.data(chunk(model, next, null));
                }
            }
            out.data(chunk(model, JSON.createObjectNode(), end));
            if (usage) {
                ObjectNode last = chunk(model, JSON.createObjectNode(), null);
                last.putArray("choices");
                last.set("usage", usage());
                out.data(last);
            }
            out.raw("data: [DONE]\n\n");
            return;
        }
        ObjectNode answer = JSON.createObjectNode()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put("created", 1_700_000_000)
                .put("model", model);
        ObjectNode choice =
                answer.putArray("choices").addObject().put("index", 0).put("finish_reason", end);
        choice.putNull("logprobs");
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        message.put("content", plan.text.isEmpty() ? null : plan.text).putNull("refusal");
        if (!plan.reasoning.isEmpty()) {
            message.put("reasoning_content", plan.reasoning);
        }
        for (Call call : plan.calls) {
            message.withArrayProperty("tool_calls")
                    .addObject()
                    .put("id", call.id)
                    .put("type", "function")
                    .putObject("function")
                    .put("name", call.name)
                    .put("arguments", call.arguments);
        }
        answer.set("usage", usage());
        json(http, 200, answer);
    }

    private static ObjectNode chunk(String model, ObjectNode delta, @org.jspecify.annotations.Nullable String end) {
        ObjectNode chunk = JSON.createObjectNode()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion.chunk")
                .put("created", 1_700_000_000)
                .put("model", model);
        chunk.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", end)
                .set("delta", delta);
        return chunk;
    }

    private static ObjectNode usage() {
        return JSON.createObjectNode()
                .put("prompt_tokens", 11)
                .put("completion_tokens", 7)
                .put("total_tokens", 18);
    }

    private void embeddings(HttpExchange http, JsonNode body) throws IOException {
        JsonNode input = body.path("input");
        boolean base64 = body.path("encoding_format").asString("float").equals("base64");
        int count = input.isArray() ? input.size() : 1;
        ObjectNode answer = JSON.createObjectNode()
                .put("object", "list")
                .put("model", body.path("model").asString(""));
        ArrayNode data = answer.putArray("data");
        for (int i = 0; i < count; i++) {
            ObjectNode one = data.addObject().put("object", "embedding").put("index", i);
            if (base64) {
                ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
                bytes.putFloat(0.5f).putFloat(-0.25f).putFloat(i);
                one.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
            } else {
                one.putArray("embedding").add(0.5).add(-0.25).add((double) i);
            }
        }
        answer.putObject("usage").put("prompt_tokens", 3).put("total_tokens", 3);
        json(http, 200, answer);
    }

    private void responses(HttpExchange http, JsonNode body) throws IOException {
        Plan plan = planOfResponses(body);
        String model = body.path("model").asString("");
        ObjectNode whole = response(model, "completed", plan);
        if (!body.path("stream").asBoolean(false)) {
            json(http, 200, whole);
            return;
        }
        Events out = new Events(http);
        int sequence = 0;
        for (String type : List.of("response.created", "response.in_progress")) {
            ObjectNode event = JSON.createObjectNode().put("type", type).put("sequence_number", sequence++);
            event.set("response", response(model, "in_progress", Plan.text("")));
            out.typed(event);
        }
        int index = 0;
        for (JsonNode item : whole.path("output")) {
            boolean call = item.path("type").asString("").equals("function_call");
            String id = item.path("id").asString("");
            ObjectNode begun = ((ObjectNode) item).deepCopy().put("status", "in_progress");
            if (call) {
                begun.put("arguments", "");
            } else {
                begun.putArray("content");
            }
            out.typed(item(sequence++, "response.output_item.added", index).set("item", begun));
            if (call) {
                for (String piece : pieces(item.path("arguments").asString(""))) {
                    out.typed(item(sequence++, "response.function_call_arguments.delta", index)
                            .put("item_id", id)
                            .put("delta", piece));
                }
                out.typed(item(sequence++, "response.function_call_arguments.done", index)
                        .put("item_id", id)
                        .put("name", item.path("name").asString(""))
                        .put("arguments", item.path("arguments").asString("")));
            } else {
                ObjectNode part = part(item(sequence++, "response.content_part.added", index), id);
                out.typed(part.set("part", outputText("")));
                for (String piece : pieces(plan.text)) {
                    ObjectNode delta = part(item(sequence++, "response.output_text.delta", index), id);
                    delta.put("delta", piece).putArray("logprobs");
                    out.typed(delta);
                }
                ObjectNode done = part(item(sequence++, "response.output_text.done", index), id);
                done.put("text", plan.text).putArray("logprobs");
                out.typed(done);
                ObjectNode partDone = part(item(sequence++, "response.content_part.done", index), id);
                out.typed(partDone.set("part", outputText(plan.text)));
            }
            out.typed(item(sequence++, "response.output_item.done", index++).set("item", item));
        }
        ObjectNode end =
                JSON.createObjectNode().put("type", "response.completed").put("sequence_number", sequence);
        out.typed(end.set("response", whole));
    }

    private static ObjectNode item(int sequence, String type, int index) {
        return JSON.createObjectNode()
                .put("type", type)
                .put("sequence_number", sequence)
                .put("output_index", index);
    }

    private static ObjectNode part(ObjectNode event, String id) {
        return event.put("item_id", id).put("content_index", 0);
    }

    private static ObjectNode outputText(String text) {
        ObjectNode part = JSON.createObjectNode().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        return part;
    }

    private static ObjectNode response(String model, String status, Plan plan) {
        ObjectNode response = JSON.createObjectNode()
                .put("id", "resp_1")
                .put("object", "response")
                .put("created_at", 1_700_000_000)
                .put("status", status)
                .put("model", model)
                .put("parallel_tool_calls", true)
                .put("tool_choice", "auto");
        response.putNull("error")
                .putNull("incomplete_details")
                .putNull("instructions")
                .putArray("tools");
        ArrayNode output = response.putArray("output");
        if (!plan.text.isEmpty()) {
            ObjectNode message = output.addObject()
                    .put("id", "msg_1")
                    .put("type", "message")
                    .put("role", "assistant")
                    .put("status", "completed");
            message.putArray("content").add(outputText(plan.text));
        }
        for (Call call : plan.calls) {
            output.addObject()
                    .put("id", "fc_" + call.id)
                    .put("type", "function_call")
                    .put("status", "completed")
                    .put("call_id", call.id)
                    .put("name", call.name)
                    .put("arguments", call.arguments);
        }
        if (status.equals("completed")) {
            ObjectNode usage = response.putObject("usage")
                    .put("input_tokens", 11)
                    .put("output_tokens", 7)
                    .put("total_tokens", 18);
            usage.putObject("input_tokens_details").put("cached_tokens", 0);
            usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
        }
        return response;
    }

    // Anthropic

    private void count(HttpExchange http, JsonNode body) throws IOException {
        planOfMessages(body, true);
        json(http, 200, JSON.createObjectNode().put("input_tokens", 23));
    }

    private void messages(HttpExchange http, JsonNode body) throws IOException, InterruptedException {
        Plan plan = planOfMessages(body, false);
        String end = switch (plan.end) {
            case "tool" -> "tool_use";
            case "length" -> "max_tokens";
            case "refused" -> "refusal";
            default -> "end_turn";
        };
        ArrayNode content = JSON.createArrayNode();
        if (!plan.reasoning.isEmpty()) {
            content.addObject()
                    .put("type", "thinking")
                    .put("thinking", plan.reasoning)
                    .put("signature", "c2lnbmVk");
        }
        if (!plan.text.isEmpty()) {
            content.addObject().put("type", "text").put("text", plan.text);
        }
        for (Call call : plan.calls) {
            content.addObject()
                    .put("type", "tool_use")
                    .put("id", call.id)
                    .put("name", call.name)
                    .set("input", JSON.readTree(call.arguments));
        }
        ObjectNode message = JSON.createObjectNode()
                .put("id", "msg_1")
                .put("type", "message")
                .put("role", "assistant")
                .put("model", body.path("model").asString(""));
        message.putNull("stop_sequence");
        if (!body.path("stream").asBoolean(false)) {
            message.put("stop_reason", end).set("content", content);
            message.putObject("usage").put("input_tokens", 11).put("output_tokens", 7);
            json(http, 200, message);
            return;
        }
        Events out = new Events(http);
        message.putNull("stop_reason").putArray("content");
        message.putObject("usage").put("input_tokens", 11).put("output_tokens", 1);
        out.typed(event("message_start").set("message", message));
        out.typed(event("ping"));
        int index = 0;
        int call = 0;
        for (JsonNode block : content) {
            String type = block.path("type").asString("");
            ObjectNode begun = ((ObjectNode) block).deepCopy();
            String whole;
            switch (type) {
                case "tool_use" -> {
                    begun.putObject("input");
                    whole = plan.calls.get(call++).arguments;
                }
                case "thinking" -> {
                    begun.put("thinking", "").put("signature", "");
                    whole = plan.reasoning;
                }
                default -> {
                    begun.put("text", "");
                    whole = plan.text;
                }
            }
            out.typed(event("content_block_start").put("index", index).set("content_block", begun));
            for (String piece : pieces(whole)) {
                delta(out, index, type, piece);
            }
            while (plan.endless) {
                TimeUnit.MILLISECONDS.sleep(20);
                delta(out, index, type, " more");
                endless.streaming().countDown();
            }
            if (type.equals("thinking")) {
                ObjectNode signed = event("content_block_delta").put("index", index);
                signed.putObject("delta").put("type", "signature_delta").put("signature", "c2lnbmVk");
                out.typed(signed);
            }
            out.typed(event("content_block_stop").put("index", index++));
        }
        ObjectNode last = event("message_delta");
        last.putObject("delta").put("stop_reason", end).putNull("stop_sequence");
        last.putObject("usage").put("output_tokens", 7);
        out.typed(last);
        out.typed(event("message_stop"));
    }

    private static void delta(Events out, int index, String type, String piece) throws IOException {
        ObjectNode event = event("content_block_delta").put("index", index);
        ObjectNode delta = event.putObject("delta");
        switch (type) {
            case "tool_use" -> delta.put("type", "input_json_delta").put("partial_json", piece);
            case "thinking" -> delta.put("type", "thinking_delta").put("thinking", piece);
            default -> delta.put("type", "text_delta").put("text", piece);
        }
        out.typed(event);
    }

    private static ObjectNode event(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    // Bytes

    /** Three pieces, or none of an empty text. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int size = Math.max(1, (text.length() + 2) / 3);
        for (int at = 0; at < text.length(); at += size) {
            pieces.add(text.substring(at, Math.min(text.length(), at + size)));
        }
        return pieces;
    }

    private static void json(HttpExchange http, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    private static final class Events {

        private final OutputStream out;

        Events(HttpExchange http) throws IOException {
            http.getResponseHeaders().set("Content-Type", "text/event-stream");
            http.sendResponseHeaders(200, 0);
            out = http.getResponseBody();
        }

        void data(JsonNode event) throws IOException {
            raw("data: " + JSON.writeValueAsString(event) + "\n\n");
        }

        void typed(JsonNode event) throws IOException {
            raw("event: " + event.path("type").asString("") + "\n");
            data(event);
        }

        void raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
