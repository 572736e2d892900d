package io.quantumlayer.testsupport.vendor;

import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Bedrock's Converse takes, and how it asks Claude behind it in Claude's own form.
 *
 * <p>Sources beside the reports at the rules: the API reference of Converse, OutputConfig and ToolSpecification, and
 * "Get validated JSON results from models" of docs.aws.amazon.com/bedrock.
 */
final class ConverseRules {

    private static final Set<String> OUTPUT = Set.of("textFormat");
    private static final Set<String> INFERENCE = Set.of("maxTokens", "temperature", "topP", "stopSequences");
    private static final int LONGEST_NAME = 64;
    private static final String BY_MODEL = "The model returned the following errors: ";

    private ConverseRules() {}

    /** The request as Claude gets it, once Converse itself has nothing against it. */
    static ObjectNode asked(Call call, Claude model) {
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
            throw BedrockStandIn.invalid(BY_MODEL + reason.getMessage());
        }
        return asked;
    }

    private static void profile(Call call, Claude model) {
        if (model.version() > 3.5 && call.path().matches("/model/anthropic\\..*")) {
            // stackblitz-labs/bolt.diy#1102, anthropics/claude-code#1466.
            throw BedrockStandIn.invalid(
                    ("Invocation of model ID %s with on-demand throughput isn’t supported. Retry your request with the"
                                    + " ID or ARN of an inference profile that contains this model.")
                            .formatted(model.name()));
        }
    }

    private static void known(JsonNode config, Set<String> known, String where) {
        for (String name : config.propertyNames()) {
            if (!known.contains(name)) {
                throw BedrockStandIn.invalid(
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
                throw BedrockStandIn.invalid(
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
                    throw BedrockStandIn.invalid(
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
            throw BedrockStandIn.invalid(
                    "The toolConfig field must be defined when using toolUse and toolResult content blocks.");
        }
    }

    private static void tools(Call call) {
        int at = 1;
        for (JsonNode tool : call.get("toolConfig").path("tools")) {
            String name = tool.path("toolSpec").path("name").asString("x");
            if (name.length() > LONGEST_NAME || !name.matches("[a-zA-Z0-9_-]+")) {
                // musistudio/claude-code-router#1348; ToolSpecification: [a-zA-Z0-9_-]+, 1 to 64.
                throw BedrockStandIn.invalid(
                        "1 validation error detected: Value '%s' at 'toolConfig.tools.%d.member.toolSpec.name' failed to satisfy constraint: Member must have length less than or equal to 64"
                                .formatted(name, at));
            }
            at++;
        }
        if (call.has("toolConfig") && call.get("toolConfig").path("tools").isEmpty()) {
            throw BedrockStandIn.invalid("The tools field in toolConfig is empty. Add a tool and try again.");
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
            throw BedrockStandIn.invalid(BY_MODEL + "output_config.format: Extra inputs are not permitted");
        }
        if (!model.structures()) {
            throw BedrockStandIn.invalid(
                    "This model doesn't support the outputConfig.textFormat field. Remove it and try again.");
        }
        if (!ownWay) {
            asked.putObject("output_config").putObject("format").set("schema", schema(format));
        }
    }

    private static JsonNode schema(JsonNode format) {
        JsonNode text = format.at("/structure/jsonSchema/schema");
        if (!text.isString()) {
            throw BedrockStandIn.invalid(
                    "The value at outputConfig.textFormat.structure.jsonSchema.schema must be a string.");
        }
        try {
            return Json.read(text.asString());
        } catch (JacksonException e) {
            throw BedrockStandIn.invalid(
                    "The value at outputConfig.textFormat.structure.jsonSchema.schema is not valid JSON.");
        }
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String as) {
        if (from.hasNonNull(name)) {
            to.set(as, from.path(name));
        }
    }
}
