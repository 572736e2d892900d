package io.quantumlayer.protocols.openaitoanthropic;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The content of an OpenAI message as Anthropic's blocks. */
final class AnthropicParts {

    private static final Pattern DATA_URL = Pattern.compile("data:([\\w.+-]+/[\\w.+-]+)(?:;[\\w=.-]+)*;base64,");

    /** What a message of some role may hold. */
    enum Allowed {
        TEXT,
        RESULT,
        ALL
    }

    private AnthropicParts() {}

    static ArrayNode of(Member content, Allowed allowed) {
        ArrayNode blocks = Json.array();
        if (content.node().isString()) {
            addText(content.text(), blocks, content, content);
            return blocks;
        }
        if (!content.node().isArray()) {
            throw content.wrong("a string or an array of parts");
        }
        for (Member part : content.objects()) {
            add(part, allowed, blocks);
        }
        return blocks;
    }

    private static void add(Member part, Allowed allowed, ArrayNode blocks) {
        Member type = part.get("type");
        String name = type.text();
        switch (name) {
            case "text", "refusal" -> addText(part.get(name).text(), blocks, part, part.get(name));
            case "image_url" -> {
                refuseUnless(allowed != Allowed.TEXT, type);
                blocks.add(CacheMarks.keep(part, image(part.get("image_url"))));
            }
            case "file" -> {
                refuseUnless(allowed == Allowed.ALL, type);
                blocks.add(CacheMarks.keep(part, document(part.get("file"))));
            }
            case "input_audio" -> throw type.unsupported("it takes text, images and PDF files.");
            default -> throw type.wrong("one of text, image_url and file");
        }
    }

    private static void refuseUnless(boolean allowed, Member type) {
        if (!allowed) {
            throw type.wrong("text in a message of this role");
        }
    }

    /** Anthropic refuses texts of blanks alone, which mean nothing to OpenAI and stand beside calls in some answers. */
    private static void addText(String text, ArrayNode blocks, Member part, Member at) {
        if (!text.isBlank()) {
            blocks.add(CacheMarks.keep(part, Json.object().put("type", "text").put("text", text)));
        } else if (part.node().isObject() && part.get("cache_control").isGiven()) {
            throw at.wrong("a string that is not blank where a cache mark is set");
        }
    }

    private static ObjectNode image(Member image) {
        Member url = image.node().isString() ? image : image.get("url");
        ObjectNode block = Json.object().put("type", "image");
        block.set("source", source(url));
        return block;
    }

    private static ObjectNode source(Member url) {
        String text = url.name();
        if (text.startsWith("http://") || text.startsWith("https://")) {
            return Json.object().put("type", "url").put("url", text);
        }
        Matcher matcher = DATA_URL.matcher(text);
        if (!matcher.lookingAt()) {
            throw url.wrong("an http(s) URL or a data URL in base64");
        }
        return Json.object()
                .put("type", "base64")
                .put("media_type", matcher.group(1))
                .put("data", text.substring(matcher.end()));
    }

    private static ObjectNode document(Member file) {
        file.object();
        if (!file.get("file_data").isGiven()) {
            throw file.get(file.get("file_id").isGiven() ? "file_id" : "file_data")
                    .unsupported("send the file itself as file_data, a data URL in base64.");
        }
        Member data = file.get("file_data");
        ObjectNode source = source(data);
        if (!Json.text(source, "media_type").equals("application/pdf")) {
            throw data.unsupported("it takes PDF files; send other files as text.");
        }
        ObjectNode block = Json.object().put("type", "document");
        block.set("source", source);
        String name = file.get("filename").textOrNull();
        if (name != null) {
            block.put("title", name);
        }
        return block;
    }
}
