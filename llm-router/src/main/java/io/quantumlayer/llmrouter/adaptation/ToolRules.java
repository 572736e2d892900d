package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.llmrouter.model.ModelTraits;
import io.quantumlayer.llmrouter.model.SchemaForm;
import io.quantumlayer.protocols.json.JsonTrees;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Names, schemas and strictness of tools as a vendor takes them. */
final class ToolRules {

    private static final List<String> UNIONS = List.of("anyOf", "oneOf", "allOf");

    private ToolRules() {}

    static void apply(ModelCall call) {
        ModelTraits traits = call.traits();
        boolean ruled = traits.toolNames() != null
                || traits.toolProperties() != null
                || traits.toolUnions() != null
                || traits.strictTools() != null
                || traits.messageRefuses() != null
                || traits.schema() == SchemaForm.GEMINI;
        if (!ruled || !call.body().has("tools") || !(call.body().value("tools") instanceof ArrayNode tools)) {
            return;
        }
        boolean changed = false;
        boolean cut = false;
        for (JsonNode tool : tools) {
            JsonNode function = call.isChat() ? tool.path("function") : tool;
            String schema = call.isAnthropic() ? "input_schema" : "parameters";
            if (function instanceof ObjectNode named && (call.isAnthropic() || isFunction(tool))) {
                cut |= refused(call, (ObjectNode) tool) | refused(call, named);
                changed |= name(call, named);
                changed |= strict(call, named, schema);
                changed |= schema(call, named, schema);
            }
        }
        if (changed || cut) {
            call.body().set("tools", tools);
        }
        if (changed) {
            call.adapted("tools");
            choice(call);
        }
    }

    private static boolean isFunction(JsonNode tool) {
        return JsonTrees.text(tool, "type").equals("function");
    }

    private static boolean refused(ModelCall call, ObjectNode tool) {
        boolean cut = false;
        for (String name : call.refusedMembers()) {
            if (tool.remove(name) != null) {
                call.dropped("tools[]." + name);
                cut = true;
            }
        }
        return cut;
    }

    private static boolean name(ModelCall call, ObjectNode tool) {
        Integer most = call.traits().toolNames();
        String name = JsonTrees.text(tool, "name");
        if (most == null || ToolNames.fits(name, most)) {
            return false;
        }
        String other = ToolNames.name(name, most);
        tool.put("name", other);
        call.renamedTool(name, other);
        return true;
    }

    private static void choice(ModelCall call) {
        JsonNode choice = call.body().value("tool_choice");
        JsonNode named = call.isChat() ? choice.path("function") : choice;
        String name = JsonTrees.text(named, "name");
        call.toolNames().forEach((other, given) -> {
            if (given.equals(name) && named instanceof ObjectNode object) {
                object.put("name", other);
                call.body().set("tool_choice", choice);
            }
        });
    }

    private static boolean strict(ModelCall call, ObjectNode tool, String member) {
        JsonNode strict = tool.path("strict");
        if (!strict.isBoolean()) {
            return false;
        }
        SchemaForm form = call.traits().schema();
        Optional<SchemaDialect> dialect = form == null ? Optional.empty() : SchemaDialect.of(form);
        if (Boolean.FALSE.equals(call.traits().strictTools())) {
            tool.remove("strict");
            return strict.booleanValue();
        }
        if (!strict.booleanValue() || dialect.isEmpty() || !(tool.path(member) instanceof ObjectNode full)) {
            return false;
        }
        Optional<SchemaSubset> subset = SchemaSubset.of(full, dialect.get());
        if (subset.isPresent() && subset.get().strict()) {
            boolean same = subset.get().schema().equals(full);
            tool.set(member, subset.get().schema());
            return !same;
        }
        // What cannot be held to its schema is asked for without: who runs the tool checks its arguments anyway.
        if (call.isAnthropic()) {
            tool.remove("strict");
        } else {
            tool.put("strict", false);
        }
        return true;
    }

    private static boolean schema(ModelCall call, ObjectNode tool, String member) {
        boolean changed = false;
        if (tool.path(member) instanceof ObjectNode full) {
            if (Boolean.FALSE.equals(call.traits().toolUnions())) {
                changed = flatten(full);
            }
            if (call.traits().schema() == SchemaForm.GEMINI) {
                Optional<ObjectNode> subset = SchemaDialect.of(SchemaForm.GEMINI)
                        .flatMap(dialect -> SchemaSubset.of(full, dialect))
                        .map(SchemaSubset::schema);
                if (subset.isPresent() && !subset.get().equals(full)) {
                    tool.set(member, subset.get());
                    changed = true;
                }
            }
        }
        if (Boolean.TRUE.equals(call.traits().toolProperties())
                && tool.path(member) instanceof ObjectNode given
                && !given.has("properties")) {
            if (!given.has("type")) {
                given.put("type", "object");
            }
            given.putObject("properties");
            changed = true;
        }
        return changed;
    }

    /** Members of all variants in one object; the description says which go together. */
    private static boolean flatten(ObjectNode schema) {
        boolean changed = false;
        for (String union : UNIONS) {
            if (!(schema.get(union) instanceof ArrayNode variants)) {
                continue;
            }
            schema.remove(union);
            Set<String> common = null;
            for (JsonNode variant : variants) {
                JsonNode members = variant.path("properties");
                if (!members.isEmpty()) {
                    ObjectNode all = schema.withObjectProperty("properties");
                    for (Map.Entry<String, JsonNode> each : members.properties()) {
                        if (!all.has(each.getKey())) {
                            all.set(each.getKey(), each.getValue());
                        }
                    }
                }
                Set<String> required = new HashSet<>();
                variant.path("required").forEach(each -> required.add(each.stringValue("")));
                if (common == null || union.equals("allOf")) {
                    common = common == null ? required : union(common, required);
                } else {
                    common.retainAll(required);
                }
            }
            if (common != null && !common.isEmpty()) {
                ArrayNode required = schema.withArrayProperty("required");
                Set<String> there = new HashSet<>();
                required.forEach(each -> there.add(each.stringValue("")));
                common.stream().filter(name -> !there.contains(name)).sorted().forEach(required::add);
            }
            if (!schema.has("type")) {
                schema.put("type", "object");
            }
            String said = JsonTrees.text(schema, "description");
            schema.put(
                    "description",
                    (said.isEmpty() ? "" : said + "\n\n") + "{%s: %s}".formatted(union, JsonTrees.text(variants)));
            changed = true;
        }
        return changed;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }
}
