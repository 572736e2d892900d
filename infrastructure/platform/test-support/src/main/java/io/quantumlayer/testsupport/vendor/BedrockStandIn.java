package io.quantumlayer.testsupport.vendor;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Amazon Bedrock's Converse and ConverseStream with Claude, which is asked behind it in its own form.
 *
 * <p>Sources beside the reports at the rules: the API reference of Converse, OutputConfig and ToolSpecification, and
 * "Get validated JSON results from models" of docs.aws.amazon.com/bedrock.
 */
public final class BedrockStandIn extends StandIn {

    private static final Pattern PATH = Pattern.compile("/model/([^/]+)/(converse|converse-stream)");
    private static final Set<String> OUTPUT = Set.of("textFormat");
    private static final Set<String> INFERENCE = Set.of("maxTokens", "temperature", "topP", "stopSequences");
    private static final int LONGEST_NAME = 64;
    private static final String BY_MODEL = "The model returned the following errors: ";

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
        ObjectNode asked = asked(call, model);
        Prompt prompt = prompt(call);
        String tool = tool(call);
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

    /** The request as Claude gets it, once Converse itself has nothing against it. */
    private static ObjectNode asked(Call call, Claude model) {
        profile(call, model);
        known(call.get("inferenceConfig"), INFERENCE, "inferenceConfig");
        known(call.get("outputConfig"), OUTPUT, "outputConfig");
        conversation(call);
        tools(call);
        ObjectNode asked = Json.object();
        call.get("additionalModelRequestFields")
                .properties()
                .forEach(field -> asked.set(field.getKey(), field.getValue()));
        asked.put("max_tokens", call.get("inferenceConfig").path("maxTokens").asInt(model.most()));
        copy(call.get("inferenceConfig"), "temperature", asked, "temperature");
        copy(call.get("inferenceConfig"), "topP", asked, "top_p");
        ArrayNode messages = asked.putArray("messages");
        call.get("messages")
                .forEach(message ->
                        messages.addObject().put("role", message.path("role").asString("")));
        toolsOf(call, asked);
        formatOf(call, model, asked);
        try {
            model.check(asked);
        } catch (NotTaken reason) {
            throw invalid(BY_MODEL + reason.getMessage());
        }
        return asked;
    }

    private static void profile(Call call, Claude model) {
        if (model.version() > 3.5 && call.path().matches("/model/anthropic\\..*")) {
            // stackblitz-labs/bolt.diy#1102, anthropics/claude-code#1466.
            throw invalid(
                    ("Invocation of model ID %s with on-demand throughput isn’t supported. Retry your request with the"
                                    + " ID or ARN of an inference profile that contains this model.")
                            .formatted(model.name()));
        }
    }

    private static void known(JsonNode config, Set<String> known, String where) {
        for (String name : config.propertyNames()) {
            if (!known.contains(name)) {
                throw invalid(
                        "Malformed input request: #/%s: extraneous key [%s] is not permitted, please reformat your input and try again."
                                .formatted(where, name));
            }
        }
    }

    private static void conversation(Call call) {
        String last = "assistant";
        int at = 0;
        boolean calledTools = false;
        for (JsonNode message : call.get("messages")) {
            String role = message.path("role").asString("");
            if (role.equals(last)) {
                // langgenius/dify#9294.
                throw invalid(
                        at == 0
                                ? "A conversation must start with a user message. Try again with a conversation that"
                                        + " starts with a user message."
                                : "A conversation must alternate between user and assistant roles. Make sure the"
                                        + " conversation alternates between user and assistant roles and try again.");
            }
            last = role;
            int block = 0;
            for (JsonNode content : message.path("content")) {
                if (content.has("text") && content.path("text").asString("").isBlank()) {
                    // aws-samples/bedrock-engineer#8, OpenHands/OpenHands#5339.
                    throw invalid(
                            "The text field in the ContentBlock object at messages.%d.content.%d is blank. Add text to the text field, and try again."
                                    .formatted(at, block));
                }
                calledTools |= content.has("toolUse") || content.has("toolResult");
                block++;
            }
            at++;
        }
        if (calledTools && !call.has("toolConfig")) {
            // anomalyco/opencode#10259, aws-samples/bedrock-access-gateway#239.
            throw invalid("The toolConfig field must be defined when using toolUse and toolResult content blocks.");
        }
    }

    private static void tools(Call call) {
        int at = 1;
        for (JsonNode tool : call.get("toolConfig").path("tools")) {
            String name = tool.path("toolSpec").path("name").asString("x");
            if (name.length() > LONGEST_NAME || !name.matches("[a-zA-Z0-9_-]+")) {
                // musistudio/claude-code-router#1348; ToolSpecification: [a-zA-Z0-9_-]+, 1 to 64.
                throw invalid(
                        "1 validation error detected: Value '%s' at 'toolConfig.tools.%d.member.toolSpec.name' failed to satisfy constraint: Member must have length less than or equal to 64"
                                .formatted(name, at));
            }
            at++;
        }
        if (call.has("toolConfig") && call.get("toolConfig").path("tools").isEmpty()) {
            throw invalid("The tools field in toolConfig is empty. Add a tool and try again.");
        }
    }

    private static void toolsOf(Call call, ObjectNode asked) {
        if (!call.has("toolConfig")) {
            return;
        }
        ArrayNode tools = asked.putArray("tools");
        for (JsonNode tool : call.get("toolConfig").path("tools")) {
            if (tool.has("toolSpec")) {
                JsonNode spec = tool.path("toolSpec");
                tools.addObject()
                        .put("name", spec.path("name").asString(""))
                        .put("strict", spec.path("strict").asBoolean(false))
                        .set("input_schema", spec.path("inputSchema").path("json"));
            }
        }
        JsonNode choice = call.get("toolConfig").path("toolChoice");
        if (!asked.has("tool_choice")) {
            choice.propertyNames()
                    .forEach(type -> asked.putObject("tool_choice").put("type", type));
        }
    }

    private static void formatOf(Call call, Claude model, ObjectNode asked) {
        JsonNode format = call.get("outputConfig").path("textFormat");
        boolean ownWay = asked.path("output_config").hasNonNull("format");
        if (format.isMissingNode() && !ownWay) {
            return;
        }
        if (model.version() >= 4.7 || model.version() >= 4.5 && model.family().equals("haiku")) {
            // anomalyco/models.dev#1765 (2026-05, opus 4.7), truefoundry/models#2502 (Claude 5), and since August 2026
            // haiku 4.5: vectorize-io/hindsight#3300, vercel/ai#19988.
            throw invalid(BY_MODEL + "output_config.format: Extra inputs are not permitted");
        }
        if (!model.structures()) {
            throw invalid("This model doesn't support the outputConfig.textFormat field. Remove it and try again.");
        }
        if (!ownWay) {
            asked.putObject("output_config").putObject("format").set("schema", schema(format));
        }
    }

    private static JsonNode schema(JsonNode format) {
        JsonNode text = format.at("/structure/jsonSchema/schema");
        if (!text.isString()) {
            throw invalid("The value at outputConfig.textFormat.structure.jsonSchema.schema must be a string.");
        }
        try {
            return Json.read(text.asString());
        } catch (JacksonException e) {
            throw invalid("The value at outputConfig.textFormat.structure.jsonSchema.schema is not valid JSON.");
        }
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String as) {
        if (from.hasNonNull(name)) {
            to.set(as, from.path(name));
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

    private static Refusal invalid(String message) {
        return no(400, "ValidationException", message);
    }

    private static Refusal no(int status, String type, String message) {
        return new Refusal(status, Json.object().put("message", message)).with("x-amzn-ErrorType", type);
    }
}
