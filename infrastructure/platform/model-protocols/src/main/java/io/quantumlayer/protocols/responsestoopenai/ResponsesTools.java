package io.quantumlayer.protocols.responsestoopenai;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import io.quantumlayer.protocols.StreamedInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tools of a Responses request as functions of a chat request, and back. A function of a {@code namespace} has the
 * namespace in front of its name; a {@code custom} tool is a function of one text; a {@code tool_search} that the client
 * runs is a function, and what it has found is among the tools from then on. Tools may stand in {@code tools}, in items
 * {@code additional_tools} and in the output of a search. What OpenAI runs itself is left out.
 */
final class ResponsesTools {

    /** Name of the function that a client's search for tools is. */
    static final String SEARCH = "tool_search";

    private final Map<String, FlatTool> byOwnName = new LinkedHashMap<>();
    private final Map<String, FlatTool> byFlatName = new LinkedHashMap<>();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private final boolean searched;

    private ResponsesTools(boolean searched) {
        this.searched = searched;
    }

    /** @throws io.quantumlayer.protocols.ModelErrorException 400 naming the member of a tool that is wrong */
    static ResponsesTools of(Member responses) {
        List<Member> given = new ArrayList<>(responses.get("tools").objects());
        List<Member> found = new ArrayList<>();
        if (responses.get("input").node().isArray()) {
            for (Member item : responses.get("input").elements()) {
                switch (Json.text(item.node(), "type")) {
                    case "additional_tools" -> given.addAll(item.get("tools").objects());
                    case "tool_search_output" -> found.addAll(item.get("tools").objects());
                    default -> {
                        // No tools in it.
                    }
                }
            }
        }
        ResponsesTools tools = new ResponsesTools(given.stream().anyMatch(ResponsesTools::isSearch));
        given.forEach(tool -> tools.add(tool, "", false));
        found.forEach(tool -> tools.add(tool, "", true));
        return tools;
    }

    private static boolean isSearch(Member tool) {
        return Json.text(tool.node(), "type").equals(SEARCH)
                && Json.text(tool.node(), "execution").equals("client");
    }

    private void add(Member tool, String namespace, boolean found) {
        String type = tool.get("type").text();
        switch (type) {
            case "function" -> function(tool, namespace, found);
            case "custom" -> custom(tool, namespace, found);
            case "namespace" -> {
                String name = tool.get("name").name();
                tool.get("tools").objects().forEach(inner -> add(inner, name, found));
            }
            default -> {
                if (isSearch(tool)) {
                    put("", SEARCH, FlatTool.Kind.SEARCH, described(tool, parameters(tool)));
                } else {
                    leftOut.add("tools." + type);
                }
            }
        }
    }

    /** Whether a tool is only shown once the client has found it. */
    private boolean isHidden(Member tool, boolean found) {
        return searched && !found && tool.get("defer_loading").isTrue();
    }

    private void function(Member tool, String namespace, boolean found) {
        String name = tool.get("name").name();
        ObjectNode function = described(tool, parameters(tool));
        if (tool.get("strict").isGiven()) {
            function.put("strict", tool.get("strict").isTrue());
        }
        if (!isHidden(tool, found)) {
            put(namespace, name, FlatTool.Kind.FUNCTION, function);
        }
    }

    private void custom(Member tool, String namespace, boolean found) {
        String name = tool.get("name").name();
        if (!isHidden(tool, found)) {
            put(namespace, name, FlatTool.Kind.CUSTOM, StreamedInput.function(tool));
        }
    }

    private static ObjectNode parameters(Member tool) {
        ObjectNode function = Json.object();
        if (tool.get("parameters").isGiven()) {
            function.set("parameters", tool.get("parameters").object());
        }
        return function;
    }

    private static ObjectNode described(Member tool, ObjectNode function) {
        String description = tool.get("description").textOrNull();
        if (description != null) {
            function.put("description", description);
        }
        return function;
    }

    private void put(String namespace, String name, FlatTool.Kind kind, ObjectNode function) {
        String own = own(namespace, name);
        FlatTool known = byOwnName.get(own);
        String flat = known == null ? flatName(namespace, name) : known.flatName();
        while (known == null && byFlatName.containsKey(flat)) {
            flat += "_";
        }
        FlatTool tool = new FlatTool(flat, namespace, name, kind, function);
        byOwnName.put(own, tool);
        byFlatName.put(flat, tool);
    }

    private static String own(String namespace, String name) {
        return namespace + '\n' + name;
    }

    private static String flatName(String namespace, String name) {
        return namespace.isEmpty() ? name : namespace + (namespace.endsWith("__") ? "" : "__") + name;
    }

    /** The function's name of a tool that an item or a choice names, also of one that is no longer there. */
    String flatName(Member named) {
        String namespace =
                named.get("namespace").isGiven() ? named.get("namespace").text() : "";
        String name = named.get("name").name();
        FlatTool tool = byOwnName.get(own(namespace, name));
        return tool == null ? flatName(namespace, name) : tool.flatName();
    }

    /** The tool that a model has called. */
    FlatTool called(String flatName) {
        FlatTool tool = byFlatName.get(flatName);
        return tool == null ? new FlatTool(flatName, "", flatName, FlatTool.Kind.FUNCTION, Json.object()) : tool;
    }

    boolean isEmpty() {
        return byFlatName.isEmpty();
    }

    /** As {@code tools} of a chat request. */
    ArrayNode functions() {
        ArrayNode written = Json.array();
        byFlatName.values().forEach(tool -> written.add(tool.chat()));
        return written;
    }

    /** Tools that no chat model can be shown, by their types. */
    Set<String> leftOut() {
        return leftOut;
    }
}
