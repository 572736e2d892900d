package io.quantumlayer.protocols.responsestoopenai;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import io.quantumlayer.protocols.Spoken;
import io.quantumlayer.protocols.StreamedInput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Input items of the Responses API as chat messages: an assistant's text, reasoning and calls are one message again.
 * OpenAI's tool messages hold text alone, so images and files of a tool's result follow in a user's message.
 */
final class ResponsesInput {

    /** Begins the {@code encrypted_content} of reasoning items that hold Anthropic's signed blocks. */
    private static final String SIGNED = "thinking_blocks:";

    /** Calls of tools that the client runs, with the member that says what to do. */
    private static final Map<String, String> CLIENT_CALLS =
            Map.of("local_shell_call", "action", "shell_call", "action", "apply_patch_call", "operation");

    /** What OpenAI itself has done in a conversation; its answers have told what came of it. */
    private static final Set<String> PROVIDER_ITEMS = Set.of(
            "web_search_call",
            "file_search_call",
            "code_interpreter_call",
            "image_generation_call",
            "mcp_list_tools",
            "mcp_call",
            "mcp_approval_request",
            "mcp_approval_response");

    private static final Map<String, String> REMEDIES = Map.of(
            "item_reference",
            "nothing is stored; send the item itself.",
            "compaction",
            "only the provider that made it can read it; send the conversation itself, or ask for a model of that provider.");

    private final ResponsesTools tools;
    private final Set<String> dropped;
    private final ArrayNode messages = Json.array();
    private final Map<String, ObjectNode> results = new HashMap<>();
    private ArrayNode following = Json.array();
    private @Nullable ObjectNode assistant;

    private ResponsesInput(ResponsesTools tools, Set<String> dropped) {
        this.tools = tools;
        this.dropped = dropped;
    }

    static void write(Member responses, ResponsesTools tools, ObjectNode request, Set<String> dropped) {
        ResponsesInput written = new ResponsesInput(tools, dropped);
        Member instructions = responses.get("instructions");
        if (instructions.isGiven()) {
            written.messages.addObject().put("role", "system").put("content", instructions.text());
        }
        Member input = responses.get("input");
        if (input.node().isString()) {
            written.messages.addObject().put("role", "user").put("content", input.text());
        } else if (input.node().isArray() && !input.node().isEmpty()) {
            input.objects().forEach(written::item);
            written.follow();
        } else {
            throw input.wrong("a string or an array of at least one item");
        }
        request.set("messages", written.said());
    }

    static String signed(ArrayNode thinkingBlocks) {
        return SIGNED
                + Base64.getEncoder().encodeToString(Json.text(thinkingBlocks).getBytes(StandardCharsets.UTF_8));
    }

    private void item(Member item) {
        Member type = item.get("type");
        String name = type.isGiven() ? type.text() : "message";
        if (!name.endsWith("_output")) {
            follow();
        }
        switch (name) {
            case "message" -> message(item);
            case "function_call" ->
                call(item, tools.flatName(item), item.get("arguments").text());
            case "custom_tool_call" ->
                call(
                        item,
                        tools.flatName(item),
                        StreamedInput.arguments(item.get("input").text()));
            case "tool_search_call" -> {
                if (item.get("call_id").isGiven()) {
                    call(
                            item,
                            ResponsesTools.SEARCH,
                            Json.text(item.get("arguments").object()));
                }
            }
            case "function_call_output", "custom_tool_call_output" -> result(item, item.get("output"));
            case "tool_search_output" -> {
                if (item.get("call_id").isGiven()) {
                    result(item, found(item));
                }
            }
            case "reasoning" -> reasoning(item);
            case "additional_tools" -> {
                // Among the tools of the request.
            }
            default -> other(item, type, name);
        }
    }

    private void other(Member item, Member type, String name) {
        if (CLIENT_CALLS.containsKey(name)) {
            Member action = item.get(CLIENT_CALLS.getOrDefault(name, ""));
            call(item, name.substring(0, name.length() - "_call".length()), Json.text(action.object()));
        } else if (name.endsWith("_output")
                && CLIENT_CALLS.containsKey(name.substring(0, name.length() - "_output".length()))) {
            result(item, new Member(item.get("output").path(), text(item.get("output"))));
        } else if (PROVIDER_ITEMS.contains(name)) {
            dropped.add("input." + name);
        } else {
            throw type.unsupported(REMEDIES.getOrDefault(
                    name, "input can hold messages, calls of tools with their outputs, and reasoning."));
        }
    }

    /** An output of another form than text, such as a shell's, as the text that it is in JSON. */
    private static JsonNode text(Member output) {
        return output.node().isContainer() ? StringNode.valueOf(Json.text(output.node())) : output.node();
    }

    private Member found(Member item) {
        List<String> names = item.get("tools").objects().stream()
                .map(tool -> Json.text(tool.node(), "name"))
                .toList();
        String told = names.isEmpty()
                ? "No tools were found."
                : "These tools can be called from now on: %s.".formatted(String.join(", ", names));
        return new Member(item.path(), StringNode.valueOf(told));
    }

    private void call(Member item, String name, String arguments) {
        ObjectNode call = assistant().withArrayProperty("tool_calls").addObject();
        call.put("id", item.get("call_id").name()).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
    }

    /** A call may have more than one output, as of a script that reports before it ends: they are one message. */
    private void result(Member item, Member output) {
        assistant = null;
        String id = item.get("call_id").name();
        JsonNode content = content(output, true);
        ArrayNode texts = Json.array();
        content.forEach(part -> (Json.text(part, "type").equals("text") ? texts : following).add(part));
        JsonNode told = texts;
        if (texts.isEmpty()) {
            told = content.isString() ? content : StringNode.valueOf(content.isEmpty() ? "" : "What it gave follows.");
        }
        ObjectNode known = results.get(id);
        if (known == null) {
            ObjectNode message = messages.addObject().put("role", "tool").put("tool_call_id", id);
            message.set("content", told);
            results.put(id, message);
        } else {
            known.set("content", parts(known.path("content")).addAll(parts(told)));
        }
    }

    private static ArrayNode parts(JsonNode content) {
        if (content instanceof ArrayNode parts) {
            return parts;
        }
        ArrayNode parts = Json.array();
        parts.addObject().put("type", "text").put("text", content.stringValue(""));
        return parts;
    }

    /** Writes what tool messages could not hold, behind the last of them. */
    private void follow() {
        if (!following.isEmpty()) {
            messages.addObject().put("role", "user").set("content", following);
            following = Json.array();
        }
    }

    private void message(Member item) {
        Member role = item.get("role");
        switch (role.text()) {
            case "user", "system", "developer" -> {
                assistant = null;
                if (role.text().equals("user")) {
                    messages.addObject().put("role", "user").set("content", content(item.get("content"), true));
                } else {
                    instruct(content(item.get("content"), false));
                }
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

    /** Templates of local models take one system message, at the beginning: the instructions and what follows them. */
    private void instruct(JsonNode content) {
        if (messages.size() == 1 && Json.text(messages.path(0), "role").equals("system")) {
            ObjectNode system = (ObjectNode) messages.path(0);
            system.put(
                    "content",
                    Spoken.text(system) + "\n\n" + Spoken.text(Json.object().set("content", content)));
        } else {
            messages.addObject().put("role", "system").set("content", content);
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
        if (assistant != null && (assistant.hasNonNull("content") || assistant.has("tool_calls"))) {
            assistant = null;
        }
        ObjectNode message = assistant();
        if (!text.isEmpty()) {
            message.put("reasoning_content", Json.text(message, "reasoning_content") + text);
        }
        if (signed.startsWith(SIGNED)) {
            try {
                JsonNode blocks = Json.read(Base64.getDecoder().decode(signed.substring(SIGNED.length())));
                ArrayNode all = message.withArrayProperty("thinking_blocks");
                blocks.forEach(all::add);
            } catch (IllegalArgumentException | JacksonException broken) {
                throw encrypted.wrong("what an earlier answer held");
            }
        }
    }

    /** All messages but answers that were broken off while the model still thought, which say nothing. */
    private ArrayNode said() {
        ArrayNode said = Json.array();
        for (JsonNode message : messages) {
            if (!Json.text(message, "role").equals("assistant")
                    || message.hasNonNull("content")
                    || message.has("tool_calls")) {
                said.add(message);
            }
        }
        return said;
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
