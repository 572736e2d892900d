package io.quantumlayer.protocols.responsestoopenai;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Input items of the Responses API as chat messages: an assistant's text, reasoning and calls are one message again. */
final class ResponsesInput {

    /** Begins the {@code encrypted_content} of reasoning items that hold Anthropic's signed blocks. */
    private static final String SIGNED = "thinking_blocks:";

    private final ArrayNode messages = Json.array();
    private @Nullable ObjectNode assistant;

    private ResponsesInput() {}

    static void write(Member responses, ObjectNode request) {
        ResponsesInput written = new ResponsesInput();
        Member instructions = responses.get("instructions");
        if (instructions.isGiven()) {
            written.messages.addObject().put("role", "system").put("content", instructions.text());
        }
        Member input = responses.get("input");
        if (input.node().isString()) {
            written.messages.addObject().put("role", "user").put("content", input.text());
        } else if (input.node().isArray() && !input.node().isEmpty()) {
            input.objects().forEach(written::item);
        } else {
            throw input.wrong("a string or an array of at least one item");
        }
        request.set("messages", written.messages);
    }

    static String signed(ArrayNode thinkingBlocks) {
        return SIGNED
                + Base64.getEncoder().encodeToString(Json.text(thinkingBlocks).getBytes(StandardCharsets.UTF_8));
    }

    private void item(Member item) {
        Member type = item.get("type");
        switch (type.isGiven() ? type.text() : "message") {
            case "message" -> message(item);
            case "function_call" -> {
                ObjectNode call = assistant().withArrayProperty("tool_calls").addObject();
                call.put("id", item.get("call_id").name()).put("type", "function");
                call.putObject("function")
                        .put("name", item.get("name").name())
                        .put("arguments", item.get("arguments").text());
            }
            case "function_call_output" -> {
                assistant = null;
                Member output = item.get("output");
                ObjectNode message = messages.addObject()
                        .put("role", "tool")
                        .put("tool_call_id", item.get("call_id").name());
                message.set("content", content(output, false));
            }
            case "reasoning" -> reasoning(item);
            default ->
                throw type.unsupported("input can hold messages, function_call, function_call_output and reasoning.");
        }
    }

    private void message(Member item) {
        Member role = item.get("role");
        switch (role.text()) {
            case "user", "system", "developer" -> {
                assistant = null;
                boolean user = role.text().equals("user");
                messages.addObject()
                        .put("role", user ? "user" : "system")
                        .set("content", content(item.get("content"), user));
            }
            case "assistant" -> {
                if (assistant != null && assistant.has("tool_calls")) {
                    assistant = null;
                }
                JsonNode content = content(item.get("content"), false);
                StringBuilder text = new StringBuilder(Json.text(assistant(), "content"));
                content.forEach(part -> text.append(Json.text(part, "text")));
                assistant().put("content", text + content.stringValue(""));
            }
            default -> throw role.wrong("one of user, assistant, system and developer");
        }
    }

    /** The assistant's message at the end of the conversation, to which more items may belong. */
    private ObjectNode assistant() {
        if (assistant == null) {
            assistant = messages.addObject().put("role", "assistant").putNull("content");
        }
        return assistant;
    }

    private void reasoning(Member item) {
        Member encrypted = item.get("encrypted_content");
        String signed = encrypted.isGiven() ? encrypted.text() : "";
        StringBuilder text = new StringBuilder();
        item.get("content")
                .objects()
                .forEach(part -> text.append(part.get("text").text()));
        if (!signed.startsWith(SIGNED) && text.isEmpty()) {
            return;
        }
        assistant = null;
        if (!text.isEmpty()) {
            assistant().put("reasoning_content", text.toString());
        }
        if (signed.startsWith(SIGNED)) {
            try {
                JsonNode blocks = Json.read(Base64.getDecoder().decode(signed.substring(SIGNED.length())));
                assistant().set("thinking_blocks", blocks);
            } catch (IllegalArgumentException | JacksonException broken) {
                throw encrypted.wrong("what an earlier answer held");
            }
        }
    }

    private static JsonNode content(Member content, boolean user) {
        if (content.node().isString()) {
            return content.node();
        }
        if (!content.node().isArray()) {
            throw content.wrong("a string or an array of parts");
        }
        ArrayNode parts = Json.array();
        content.objects().forEach(part -> parts.add(part(part, user)));
        return parts;
    }

    private static ObjectNode part(Member part, boolean user) {
        Member type = part.get("type");
        String name = type.text();
        if (name.equals("input_text") || name.equals("output_text") || name.equals("text")) {
            return Json.object()
                    .put("type", "text")
                    .put("text", part.get("text").text());
        }
        if (name.equals("refusal")) {
            return Json.object()
                    .put("type", "text")
                    .put("text", part.get("refusal").text());
        }
        if (!user) {
            throw type.unsupported("only a user's message can hold more than text.");
        }
        return switch (name) {
            case "input_image" -> image(part);
            case "input_file" -> file(part);
            case "input_audio" -> throw type.unsupported("send the text of what was said.");
            default -> throw type.wrong("one of input_text, input_image and input_file");
        };
    }

    private static ObjectNode image(Member part) {
        if (!part.get("image_url").isGiven() && part.get("file_id").isGiven()) {
            throw part.get("file_id").unsupported("send the image itself as image_url, a data URL in base64.");
        }
        ObjectNode written = Json.object().put("type", "image_url");
        ObjectNode image =
                written.putObject("image_url").put("url", part.get("image_url").name());
        Member detail = part.get("detail");
        if (detail.isGiven() && !detail.text().equals("auto")) {
            image.put("detail", detail.text());
        }
        return written;
    }

    private static ObjectNode file(Member part) {
        for (String elsewhere : new String[] {"file_id", "file_url"}) {
            if (part.get(elsewhere).isGiven()) {
                throw part.get(elsewhere).unsupported("send the file itself as file_data, a data URL in base64.");
            }
        }
        ObjectNode written = Json.object().put("type", "file");
        ObjectNode file =
                written.putObject("file").put("file_data", part.get("file_data").text());
        if (part.get("filename").isGiven()) {
            file.put("filename", part.get("filename").text());
        }
        return written;
    }
}
