package io.quantumlayer.llmrouter.engine;

import io.quantumlayer.contracts.digest.Sha256;
import io.quantumlayer.llmrouter.provider.InProcessModel;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.recipes.engine.EngineException;
import io.quantumlayer.recipes.engine.RecipeEngine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The recipe engine as a provider: always on, free, and no language model. */
final class BuiltinProvider implements InProcessModel {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String NAME = "builtin";
    private static final Pattern JSON_BLOCK = Pattern.compile("(?ms)^```json[ \\t]*\\n(.*?)\\n[ \\t]*```[ \\t]*$");
    private static final int PIECE = 1024;

    private final RecipeEngine engine;

    BuiltinProvider(RecipeEngine engine) {
        this.engine = engine;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> models() {
        return List.of(RecipeEngine.MODEL, versioned());
    }

    @Override
    public List<byte[]> complete(byte[] bytes, boolean stream) {
        JsonNode request = JSON.readTree(bytes);
        JsonNode format = request.path("response_format");
        String schema = format.path("json_schema").path("name").asString("");
        if (!format.path("type").asString("").equals("json_schema") || schema.isEmpty()) {
            throw ModelErrorException.invalid(
                    "response_format",
                    "unsupported_request",
                    "%s is not a language model: it answers requests for the JSON schemas %s from recipes. Configure a provider for anything else, for example with OPENAI_API_KEY, or LLM_<NAME>_BASE_URL for a server of your own."
                            .formatted(RecipeEngine.MODEL, String.join(", ", RecipeEngine.SCHEMAS)));
        }
        String content;
        try {
            content = engine.answer(schema, input(request));
        } catch (EngineException refused) {
            throw ModelErrorException.invalid(
                    refused.param(),
                    "unsupported_request",
                    "%s: %s %s.".formatted(RecipeEngine.MODEL, refused.param(), refused.getMessage()));
        }
        CompletionBody body = new CompletionBody(id(bytes), versioned(), content);
        boolean usage = request.path("stream_options").path("include_usage").asBoolean(false);
        List<String> parts = stream ? body.events(PIECE, usage) : List.of(body.whole());
        return parts.stream().map(part -> part.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** The JSON block of the last user message that has one: a message after it may only name what was wrong. */
    private static JsonNode input(JsonNode request) {
        JsonNode messages = request.path("messages");
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).path("role").asString("").equals("user")) {
                Matcher block = JSON_BLOCK.matcher(text(messages.get(i).path("content")));
                if (block.find()) {
                    return parse(block.group(1));
                }
            }
        }
        throw ModelErrorException.invalid(
                "messages",
                "unsupported_request",
                RecipeEngine.MODEL
                        + " reads its input from a ```json block in the last user message, and there is none.");
    }

    private static String text(JsonNode content) {
        if (content.isArray()) {
            StringBuilder text = new StringBuilder();
            content.forEach(part -> text.append(part.path("text").asString("")).append('\n'));
            return text.toString();
        }
        return content.asString("");
    }

    private static JsonNode parse(String block) {
        try {
            return JSON.readTree(block);
        } catch (JacksonException malformed) {
            throw ModelErrorException.invalid(
                    "messages",
                    "unsupported_request",
                    "The ```json block of the last user message is not JSON: " + malformed.getOriginalMessage() + ".");
        }
    }

    /** The same request gets the same id. */
    private static String id(byte[] request) {
        return "chatcmpl-" + Sha256.hex(request).substring(0, 24);
    }

    private static String versioned() {
        return RecipeEngine.MODEL + "@" + RecipeEngine.VERSION;
    }
}
