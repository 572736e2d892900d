package io.quantumlayer.protocols;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says what Anthropic's own API alone knows in words that every model understands. A tool that waits to be found
 * ({@code defer_loading}) is there once a {@code tool_reference} has named it; a tool that the client runs and that Claude
 * knows by its type has its schema; a tool that Anthropic runs itself is left out, and what such tools did before is told
 * as text. See Anthropic's documentation of the tool search tool and of server tools.
 */
public final class AnthropicExtras {

    /** Begins of the types of tools that the client runs, although Anthropic has the schema; all others it runs itself. */
    private static final Set<String> CLIENT_RUN = Set.of("custom", "bash_", "text_editor_", "computer_", "memory_");

    /** What would change the answer and what no other API can be told, with the remedy. */
    private static final Map<String, String> UNSAYABLE = Map.of(
            "container",
            "it has no containers; leave it away, or ask for a model of Anthropic's own API.",
            "mcp_servers",
            "it connects to no MCP servers; connect to them in the client and send their tools, or ask for a model of Anthropic's own API.",
            "inference_geo",
            "where it runs is its provider's setting; leave it away, or ask for a model of Anthropic's own API.");

    private final ObjectNode request;
    private final Set<String> dropped = new LinkedHashSet<>();
    private final Set<String> adapted = new LinkedHashSet<>();
    private final Set<String> found = new LinkedHashSet<>();
    private boolean searched;

    private AnthropicExtras(ObjectNode request) {
        this.request = request;
    }

    /**
     * Changes a request of Anthropic's API in place. What is wrong in it stays, to be refused by whoever reads it.
     *
     * @throws ModelErrorException 400 for what the answer needs of Anthropic, such as a tool that has to be called and
     *     that Anthropic alone runs
     */
    public static Changes reduce(ObjectNode request) {
        refuseUnsayable(new Member("", request));
        AnthropicExtras extras = new AnthropicExtras(request);
        extras.messages();
        extras.tools();
        return new Changes(extras.dropped, extras.adapted);
    }

    private static void refuseUnsayable(Member request) {
        UNSAYABLE.forEach((name, remedy) -> {
            Member member = request.get(name);
            boolean empty = member.node().isArray() && member.node().isEmpty()
                    || member.node().stringValue("").equals("global");
            if (member.isGiven() && !empty) {
                throw member.unsupported(remedy);
            }
        });
    }

    private void messages() {
        boolean changed = false;
        for (JsonNode message : request.path("messages")) {
            if (message.path("content") instanceof ArrayNode blocks) {
                boolean assistant = Json.text(message, "role").equals("assistant");
                changed |= blocks(blocks, assistant);
            }
        }
        if (changed) {
            adapted.add("messages");
        }
    }

    private boolean blocks(ArrayNode blocks, boolean assistant) {
        boolean changed = false;
        for (int i = 0; i < blocks.size(); i++) {
            JsonNode block = blocks.get(i);
            String type = Json.text(block, "type");
            if (type.equals("tool_use")) {
                found.add(Json.text(block, "name"));
            } else if (type.equals("tool_result") && block.path("content") instanceof ArrayNode parts) {
                changed |= references(parts);
                changed |= blocks(parts, false);
            } else if (isRead(type, block)) {
                blocks.set(i, text(read(block)));
                changed = true;
            } else if (assistant && isServerRun(type)) {
                findIn(block);
                blocks.set(i, text(told(type, block)));
                changed = true;
            }
        }
        return changed;
    }

    /** What a model reads as it reads a text: a result of the client's own search, and what a conversation was summed up to. */
    private static boolean isRead(String type, JsonNode block) {
        return type.equals("search_result") && block.path("content").isArray()
                || type.equals("compaction") && block.path("content").isString();
    }

    private static String read(JsonNode block) {
        StringBuilder said = new StringBuilder();
        for (String member : List.of("title", "source", "content")) {
            say(block.path(member), said);
        }
        return said.toString();
    }

    private boolean references(ArrayNode parts) {
        boolean changed = false;
        for (int i = 0; i < parts.size(); i++) {
            if (Json.text(parts.get(i), "type").equals("tool_reference")) {
                String name = Json.text(parts.get(i), "tool_name");
                found.add(name);
                parts.set(i, text("The tool %s is loaded and can be called.".formatted(name)));
                changed = true;
            }
        }
        return changed;
    }

    /** What one of Anthropic's own searches for tools has found. */
    private void findIn(JsonNode block) {
        for (JsonNode reference : block.path("content").path("tool_references")) {
            found.add(Json.text(reference, "tool_name"));
        }
    }

    private static boolean isServerRun(String type) {
        return type.equals("server_tool_use")
                || type.equals("mcp_tool_use")
                || type.endsWith("_tool_result") && !type.equals("tool_result");
    }

    private static String told(String type, JsonNode block) {
        if (type.endsWith("_tool_use")) {
            return "[Called the tool %s with %s]".formatted(Json.text(block, "name"), Json.text(block.path("input")));
        }
        StringBuilder said = new StringBuilder();
        say(block.path("content"), said);
        return "[%s: %s]".formatted(type, said);
    }

    /** Texts of a result; what is encrypted is for Anthropic alone. */
    private static void say(JsonNode value, StringBuilder said) {
        if (value.isString()) {
            said.append(said.isEmpty() ? "" : "\n").append(value.stringValue());
        } else if (value.isArray()) {
            value.forEach(each -> say(each, said));
        } else {
            value.properties().forEach(member -> {
                if (!member.getKey().startsWith("encrypted") && !member.getKey().equals("type")) {
                    say(member.getValue(), said);
                }
            });
        }
    }

    private static ObjectNode text(String text) {
        return Json.object().put("type", "text").put("text", text);
    }

    private void tools() {
        if (!(request.path("tools") instanceof ArrayNode tools)) {
            return;
        }
        ArrayNode kept = Json.array();
        for (JsonNode tool : tools) {
            String type = Json.text(tool, "type");
            if (!type.isEmpty() && CLIENT_RUN.stream().noneMatch(type::startsWith)) {
                searched |= type.startsWith("tool_search_tool");
                dropped.add("tools." + Json.text(tool, "name", type));
            } else {
                kept.add(described(tool));
            }
        }
        refuseForced();
        ArrayNode loaded = loaded(kept);
        if (loaded.equals(tools)) {
            return;
        }
        if (loaded.isEmpty()) {
            request.remove("tools");
        } else {
            request.set("tools", loaded);
        }
        if (loaded.isEmpty() && Json.text(request.path("tool_choice"), "type").equals("auto")) {
            request.remove("tool_choice");
        }
    }

    private JsonNode described(JsonNode tool) {
        ObjectNode described = tool instanceof ObjectNode object ? AnthropicClientTools.described(object) : null;
        if (described == null) {
            return tool;
        }
        adapted.add("tools");
        return described;
    }

    /** What a model has to call and cannot is no hint. */
    private void refuseForced() {
        Member name = new Member("tool_choice", request.path("tool_choice")).get("name");
        if (dropped.contains("tools." + Json.text(request.path("tool_choice"), "name"))) {
            throw name.unsupported(
                    "Anthropic alone runs this tool; let the model choose, or ask for a model of Anthropic's own API.");
        }
    }

    /** Tools that a model can be shown now; all, where nobody but Anthropic can search for those that wait. */
    private ArrayNode loaded(ArrayNode tools) {
        found.add(Json.text(request.path("tool_choice"), "name"));
        ArrayNode loaded = Json.array();
        for (JsonNode tool : tools) {
            boolean waits = tool.path("defer_loading").booleanValue(false);
            if (!waits || searched || found.contains(Json.text(tool, "name"))) {
                loaded.add(tool);
            } else {
                adapted.add("tools");
            }
            if (tool instanceof ObjectNode object) {
                object.remove("defer_loading");
            }
        }
        return loaded;
    }
}
