package io.quantumlayer.protocols.anthropictobedrock;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import io.quantumlayer.protocols.Thoughts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's system text and turns as Bedrock's. */
final class ConverseTurns {

    private final ArrayNode system = Json.array();
    private final ArrayNode messages = Json.array();
    private final Set<String> called = new LinkedHashSet<>();
    private int documents;

    private ConverseTurns() {}

    static ConverseTurns write(Member request, ObjectNode written) {
        ConverseTurns turns = new ConverseTurns();
        if (request.get("system").isGiven()) {
            turns.blocks(request.get("system"), turns.system, true);
        }
        List<Member> given = request.get("messages").elements();
        if (given.isEmpty()) {
            throw request.get("messages").wrong("an array of at least one message");
        }
        for (Member message : given) {
            message.object();
            turns.message(message.get("role"), message.get("content"));
        }
        if (turns.messages.isEmpty()) {
            throw request.get("messages").wrong("an array with a text that is not blank");
        }
        if (!turns.system.isEmpty()) {
            written.set("system", turns.system);
        }
        written.set("messages", turns.messages);
        return turns;
    }

    /** Tools that the conversation has called; one of no name where only results are left. */
    Set<String> called() {
        return called;
    }

    private void message(Member role, Member content) {
        switch (role.text()) {
            case "user", "assistant" -> {
                ArrayNode blocks = Json.array();
                blocks(content, blocks, false);
                turn(role.text(), blocks);
            }
            case "system" -> blocks(content, system, true);
            default -> throw role.wrong("user or assistant");
        }
    }

    /** Bedrock refuses turns without content, and two of one side after another. */
    private void turn(String role, ArrayNode blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        JsonNode last = messages.path(messages.size() - 1);
        if (Json.text(last, "role").equals(role) && last.path("content") instanceof ArrayNode before) {
            before.addAll(blocks);
        } else {
            messages.addObject().put("role", role).set("content", blocks);
        }
    }

    private void blocks(Member content, ArrayNode written, boolean textAlone) {
        if (content.node().isString()) {
            if (!content.text().isBlank()) {
                written.addObject().put("text", content.text());
            }
            return;
        }
        if (!content.node().isArray()) {
            throw content.wrong("a string or an array of blocks");
        }
        for (Member block : content.objects()) {
            if (textAlone && !block.get("type").text().equals("text")) {
                throw block.get("type").wrong("text");
            }
            if (Thoughts.isForeign(block) || isBlank(block)) {
                continue;
            }
            written.add(block(block));
            if (block.get("cache_control").isGiven()) {
                written.add(cachePoint(block.get("cache_control")));
            }
        }
    }

    /** Bedrock refuses texts of blanks alone. */
    private static boolean isBlank(Member block) {
        return block.get("type").text().equals("text")
                && block.get("text").text().isBlank();
    }

    static ObjectNode cachePoint(Member mark) {
        mark.object();
        ObjectNode point = Json.object();
        ObjectNode inner = point.putObject("cachePoint").put("type", "default");
        if (mark.get("ttl").isGiven()) {
            inner.put("ttl", mark.get("ttl").text());
        }
        return point;
    }

    private ObjectNode block(Member block) {
        ObjectNode written = Json.object();
        Member type = block.get("type");
        switch (type.text()) {
            case "text" -> written.put("text", block.get("text").text());
            case "image" -> written.set("image", image(block.get("source")));
            case "document" -> document(block, written);
            case "thinking" ->
                written.putObject("reasoningContent")
                        .putObject("reasoningText")
                        .put("text", block.get("thinking").text())
                        .put("signature", block.get("signature").text());
            case "redacted_thinking" ->
                written.putObject("reasoningContent")
                        .put("redactedContent", block.get("data").text());
            case "tool_use" -> {
                called.add(block.get("name").name());
                ObjectNode use = written.putObject("toolUse")
                        .put("toolUseId", block.get("id").name())
                        .put("name", block.get("name").name());
                use.set(
                        "input",
                        block.get("input").isGiven() ? block.get("input").object() : Json.object());
            }
            case "tool_result" -> {
                if (called.isEmpty()) {
                    called.add("tool");
                }
                result(block, written.putObject("toolResult"));
            }
            default ->
                throw type.unsupported("turns can hold text, images, documents, thinking, tool_use and tool_result.");
        }
        return written;
    }

    private void result(Member block, ObjectNode result) {
        result.put("toolUseId", block.get("tool_use_id").name());
        ArrayNode content = result.putArray("content");
        if (block.get("content").isGiven()) {
            blocks(block.get("content"), content, false);
        }
        if (content.isEmpty()) {
            content.addObject().put("text", "(no output)");
        }
        if (block.get("is_error").isTrue()) {
            result.put("status", "error");
        }
    }

    private static ObjectNode image(Member source) {
        source.object();
        Member type = source.get("type");
        if (!type.text().equals("base64")) {
            throw type.unsupported("Bedrock fetches no images; send the image itself as base64.");
        }
        Member media = source.get("media_type");
        String format = switch (media.text()) {
            case "image/png" -> "png";
            case "image/jpeg", "image/jpg" -> "jpeg";
            case "image/gif" -> "gif";
            case "image/webp" -> "webp";
            default -> throw media.wrong("one of image/png, image/jpeg, image/gif and image/webp");
        };
        ObjectNode image = Json.object().put("format", format);
        image.putObject("source").put("bytes", source.get("data").text());
        return image;
    }

    private void document(Member block, ObjectNode written) {
        Member source = block.get("source");
        source.object();
        switch (source.get("type").text()) {
            case "text" -> written.put("text", source.get("data").text());
            case "base64" -> {
                documents++;
                // Converse takes few characters in names and wants them to differ, so the title stays behind.
                written.putObject("document")
                        .put("format", "pdf")
                        .put("name", "document-%d".formatted(documents))
                        .putObject("source")
                        .put("bytes", source.get("data").text());
            }
            default -> throw source.get("type").unsupported("send the document as base64 or text.");
        }
    }
}
