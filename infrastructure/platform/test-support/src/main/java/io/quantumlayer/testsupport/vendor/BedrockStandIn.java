package io.quantumlayer.testsupport.vendor;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Amazon Bedrock's Converse and ConverseStream with Claude; what they take is in {@link ConverseRules}. */
public final class BedrockStandIn extends StandIn {

    private static final Pattern PATH = Pattern.compile("/model/([^/]+)/(converse|converse-stream)");
    private final AtomicInteger calls = new AtomicInteger();

    private BedrockStandIn(Author author) {
        super(author, "");
    }

    /** Starts the vendor on a free port. */
    public static BedrockStandIn start(Author author) {
        return new BedrockStandIn(author);
    }

    @Override
    String model(Call call) {
        Matcher path = PATH.matcher(call.path());
        return path.matches() ? URLDecoder.decode(path.group(1), StandardCharsets.UTF_8) : "";
    }

    @Override
    Refusal notFound() {
        return no(404, "UnknownOperationException", "UnknownOperationException");
    }

    @Override
    Reply answer(Call call) {
        if (!PATH.matcher(call.path()).matches()) {
            throw notFound();
        }
        signed(call);
        Claude model = Claude.named(model(call));
        if (model == null) {
            throw invalid("The provided model identifier is invalid.");
        }
        ObjectNode asked = ConverseRules.asked(call, model);
        Prompt prompt = prompt(call);
        String tool = called(tool(call), prompt);
        JsonNode schema = asked.path("output_config").at("/format/schema");
        String said = say(prompt);
        Speech speech = Speech.of(
                prompt,
                tool == null && schema.isObject() ? Decoding.constrained(said, schema) : said,
                asked.path("max_tokens").asInt());
        boolean thinks = model.thinks(asked);
        return call.path().endsWith("-stream") ? streamed(speech, tool) : whole(speech, tool, thinks);
    }

    private static void signed(Call call) {
        String authorization = call.header("Authorization");
        if (authorization.equals("Bearer " + KEY)) {
            return;
        }
        if (authorization.isEmpty()) {
            throw no(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        // Signature Version 4: general reference "Elements of an AWS API request signature".
        if (!authorization.matches(
                        "AWS4-HMAC-SHA256 Credential=[^/]+/\\d{8}/[^/]+/bedrock/aws4_request, ?SignedHeaders=[^,]+,"
                                + " ?Signature=[0-9a-f]{64}")
                || call.header("X-Amz-Date").isEmpty()) {
            throw no(
                    403,
                    "IncompleteSignatureException",
                    "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters.");
        }
    }

    private Prompt prompt(Call call) {
        List<Prompt.Turn> turns = new ArrayList<>();
        if (call.has("system")) {
            turns.add(new Prompt.Turn("system", text(call.get("system"))));
        }
        for (JsonNode message : call.get("messages")) {
            turns.add(new Prompt.Turn(message.path("role").asString(""), text(message.path("content"))));
        }
        return new Prompt(model(call), turns);
    }

    private static String text(JsonNode blocks) {
        return blocks.valueStream()
                .map(block -> block.path("text").asString(""))
                .collect(Collectors.joining("\n"));
    }

    private static @Nullable String tool(Call call) {
        JsonNode choice = call.get("toolConfig").path("toolChoice");
        if (choice.has("tool")) {
            return choice.path("tool").path("name").asString("");
        }
        return choice.has("any")
                ? call.get("toolConfig").at("/tools/0/toolSpec/name").asString("")
                : null;
    }

    private Reply whole(Speech speech, @Nullable String tool, boolean thinks) {
        ObjectNode answer = Json.object();
        ArrayNode content = answer.putObject("output")
                .putObject("message")
                .put("role", "assistant")
                .putArray("content");
        if (thinks) {
            content.addObject()
                    .putObject("reasoningContent")
                    .putObject("reasoningText")
                    .put("text", "")
                    .put("signature", "c3RhbmQtaW4=");
        }
        if (tool == null) {
            content.addObject().put("text", speech.text());
        } else {
            content.addObject()
                    .putObject("toolUse")
                    .put("toolUseId", id())
                    .put("name", tool)
                    .set("input", speech.cutOff() ? Json.object() : Json.read(speech.text()));
        }
        answer.put("stopReason", stop(speech, tool));
        answer.set("usage", usage(speech));
        answer.putObject("metrics").put("latencyMs", 1);
        return Reply.json(answer);
    }

    private Reply streamed(Speech speech, @Nullable String tool) {
        List<byte[]> frames = new ArrayList<>();
        frames.add(frame("messageStart", Json.object().put("role", "assistant")));
        if (tool != null) {
            ObjectNode start = Json.object().put("contentBlockIndex", 0);
            start.putObject("start").putObject("toolUse").put("toolUseId", id()).put("name", tool);
            frames.add(frame("contentBlockStart", start));
        }
        for (String piece : speech.pieces()) {
            ObjectNode delta = Json.object().put("contentBlockIndex", 0);
            if (tool == null) {
                delta.putObject("delta").put("text", piece);
            } else {
                delta.putObject("delta").putObject("toolUse").put("input", piece);
            }
            frames.add(frame("contentBlockDelta", delta));
        }
        frames.add(frame("contentBlockStop", Json.object().put("contentBlockIndex", 0)));
        frames.add(frame("messageStop", Json.object().put("stopReason", stop(speech, tool))));
        ObjectNode metadata = Json.object();
        metadata.set("usage", usage(speech));
        frames.add(frame("metadata", metadata));
        return new Reply("application/vnd.amazon.eventstream", frames);
    }

    private static byte[] frame(String type, ObjectNode payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        new Message(
                        Map.of(
                                ":event-type", HeaderValue.fromString(type),
                                ":message-type", HeaderValue.fromString("event"),
                                ":content-type", HeaderValue.fromString("application/json")),
                        payload.toString().getBytes(StandardCharsets.UTF_8))
                .encode(frame);
        return frame.toByteArray();
    }

    private String id() {
        return "tooluse_%022d".formatted(calls.incrementAndGet());
    }

    private static String stop(Speech speech, @Nullable String tool) {
        return speech.cutOff() ? "max_tokens" : tool == null ? "end_turn" : "tool_use";
    }

    private static ObjectNode usage(Speech speech) {
        return Json.object()
                .put("inputTokens", speech.promptTokens())
                .put("outputTokens", speech.tokens())
                .put("totalTokens", speech.promptTokens() + speech.tokens());
    }

    /** Any 400 of the service. */
    static Refusal invalid(String message) {
        return no(400, "ValidationException", message);
    }

    private static Refusal no(int status, String type, String message) {
        return new Refusal(status, Json.object().put("message", message)).with("x-amzn-ErrorType", type);
    }
}
