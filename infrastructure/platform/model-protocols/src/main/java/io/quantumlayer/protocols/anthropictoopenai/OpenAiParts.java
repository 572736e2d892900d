package io.quantumlayer.protocols.anthropictoopenai;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Anthropic's blocks of what a user says as the parts of an OpenAI message. */
final class OpenAiParts {

    private OpenAiParts() {}

    static ArrayNode of(Member content, boolean textAlone) {
        ArrayNode parts = Json.array();
        if (content.node().isString()) {
            if (!content.text().isEmpty()) {
                parts.add(text(content.text()));
            }
            return parts;
        }
        if (!content.node().isArray()) {
            throw content.wrong("a string or an array of blocks");
        }
        content.objects().forEach(block -> parts.add(part(block, textAlone)));
        return parts;
    }

    static ObjectNode part(Member block, boolean textAlone) {
        Member type = block.get("type");
        String name = type.text();
        if (name.equals("text")) {
            return text(block.get("text").text());
        }
        if (textAlone) {
            throw type.wrong("text");
        }
        return switch (name) {
            case "image" -> image(block.get("source"));
            case "document" -> document(block);
            default -> throw type.unsupported("a user's turn can hold text, images, documents and tool_result.");
        };
    }

    private static ObjectNode text(String text) {
        return Json.object().put("type", "text").put("text", text);
    }

    /** A single text is a string, which servers without parts understand as well. */
    static JsonNode simplest(ArrayNode parts) {
        JsonNode first = parts.get(0);
        return parts.size() == 1 && Json.text(first, "type").equals("text")
                ? StringNode.valueOf(Json.text(first, "text"))
                : parts;
    }

    private static ObjectNode image(Member source) {
        ObjectNode part = Json.object().put("type", "image_url");
        part.putObject("image_url").put("url", url(source));
        return part;
    }

    private static ObjectNode document(Member block) {
        Member source = block.get("source");
        source.object();
        if (source.get("type").text().equals("text")) {
            return text(source.get("data").text());
        }
        if (!source.get("type").text().equals("base64")) {
            throw source.get("type").unsupported("send the document as base64 or text.");
        }
        String title = block.get("title").textOrNull();
        ObjectNode part = Json.object().put("type", "file");
        part.putObject("file")
                .put("filename", title == null ? "document.pdf" : title)
                .put("file_data", url(source));
        return part;
    }

    private static String url(Member source) {
        source.object();
        Member type = source.get("type");
        return switch (type.text()) {
            case "url" -> source.get("url").name();
            case "base64" ->
                "data:%s;base64,".formatted(source.get("media_type").name())
                        + source.get("data").text();
            case "file" -> throw type.unsupported("send the file itself as base64.");
            default -> throw type.wrong("base64 or url");
        };
    }
}
