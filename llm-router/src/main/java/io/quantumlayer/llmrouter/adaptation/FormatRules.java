package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.llmrouter.model.SchemaForm;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.json.JsonEdits;
import io.quantumlayer.protocols.json.JsonTrees;
import io.quantumlayer.protocols.json.JsonWalk;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Structured output in the form that a model takes: its vendor's subset, a forced tool, or the schema in the prompt. */
final class FormatRules {

    private static final int LONGEST_NAME = 64;
    private static final String OBJECT = "Answer with one JSON object, and with nothing before or after it.";
    private static final String SCHEMA =
            "Answer with JSON that conforms to this JSON Schema, and with nothing before or after it:\n%s";

    private FormatRules() {}

    /** The sign that the model was found not to take a schema. */
    static final String LEARNED = "response_format";

    /** The sign that the model was found to take no form of answer at all. */
    static final String NONE = "response_format.type";

    static void apply(ModelCall call, Set<String> learned) {
        Format format = Format.of(call);
        if (format == null) {
            return;
        }
        boolean none =
                learned.contains(NONE) || Boolean.FALSE.equals(call.traits().jsonObject());
        if (format.type().equals("json_object")) {
            if (none || call.isAnthropic() || isBesideTools(call)) {
                format.remove(call);
                instruct(call, format.object() instanceof ObjectNode schema ? said(schema) : OBJECT);
                call.adapted(format.name());
            } else if (learned.contains(LEARNED) && format.object() instanceof ObjectNode schema) {
                schema(call, format, schema, SchemaForm.JSON_OBJECT);
            }
            return;
        }
        if (learned.contains(NONE) && format.type().equals("text")) {
            format.remove(call);
            call.dropped(format.name());
            return;
        }
        boolean unsaid = isBesideTools(call)
                || Boolean.FALSE.equals(call.traits().schemaInStreams())
                        && call.body().value("stream").booleanValue(false);
        SchemaForm form = unsaid
                ? SchemaForm.PROMPT
                : learned.contains(LEARNED)
                        ? otherwise(call, none)
                        : call.traits().schema();
        if (form != null && format.type().equals("json_schema") && format.schema() instanceof ObjectNode schema) {
            schema(call, format, schema, form);
        }
    }

    private static boolean isBesideTools(ModelCall call) {
        return Boolean.FALSE.equals(call.traits().formatWithTools())
                && !call.body().value("tools").isEmpty();
    }

    private static SchemaForm otherwise(ModelCall call, boolean none) {
        return call.isAnthropic() ? SchemaForm.TOOL : none ? SchemaForm.PROMPT : SchemaForm.JSON_OBJECT;
    }

    /** What is learned when the form that a request asks for is refused: a schema first, then any form. */
    static Set<String> refused(JsonEdits body) {
        if (body.value("output_config").path("format").isObject()) {
            return Set.of(LEARNED);
        }
        JsonNode chat = body.value("response_format");
        JsonNode format = chat.isObject() ? chat : body.value("text").path("format");
        if (!format.isObject()) {
            return Set.of();
        }
        boolean schema = JsonTrees.text(format, "type").equals("json_schema") || format.has("schema");
        return schema ? Set.of(LEARNED) : Set.of(LEARNED, NONE);
    }

    private static String said(ObjectNode schema) {
        return SCHEMA.formatted(JsonTrees.text(schema));
    }

    private static void schema(ModelCall call, Format format, ObjectNode schema, SchemaForm form) {
        switch (form) {
            case ANY -> {}
            case OPENAI, AZURE -> {
                if (format.strict()) {
                    subset(call, format, schema, form);
                }
            }
            case ANTHROPIC, GEMINI, MISTRAL, GROQ -> subset(call, format, schema, form);
            case TOOL -> force(call, format, schema);
            case JSON_OBJECT_SCHEMA -> {
                ObjectNode other = JsonTrees.object().put("type", "json_object");
                format.write(call, other.set("schema", schema));
                call.adapted(format.name());
            }
            case JSON_OBJECT -> {
                format.write(call, JsonTrees.object().put("type", "json_object"));
                instruct(call, said(schema));
                call.adapted(format.name());
            }
            case PROMPT -> prompt(call, format, schema);
        }
    }

    private static void subset(ModelCall call, Format format, ObjectNode schema, SchemaForm form) {
        Optional<SchemaSubset> subset = SchemaDialect.of(form).flatMap(dialect -> SchemaSubset.of(schema, dialect));
        if (subset.isEmpty()) {
            if (form == SchemaForm.ANTHROPIC) {
                prompt(call, format, schema);
            } else {
                format.loosen(call, schema);
            }
            return;
        }
        boolean loose = format.strict() && !subset.get().strict();
        if (!subset.get().schema().equals(schema) || loose) {
            format.write(call, subset.get().schema(), loose);
            call.adapted(format.name());
        }
    }

    /** Makes the model call a tool that has the schema, unless it could then not do what else was asked. */
    private static void force(ModelCall call, Format format, ObjectNode schema) {
        boolean tools = call.body().has("tools") && !call.body().value("tools").isEmpty();
        boolean object = JsonTrees.text(schema, "type").equals("object");
        if (tools || !object || ThinkingRules.thinks(call) || call.protocol() == Protocol.OPENAI_RESPONSES) {
            prompt(call, format, schema);
            return;
        }
        String given = format.title();
        String name = given.isEmpty()
                ? "answer"
                : ToolNames.fits(given, LONGEST_NAME) ? given : ToolNames.name(given, LONGEST_NAME);
        ArrayNode list = JsonTrees.array();
        ObjectNode choice = JsonTrees.object();
        if (call.isAnthropic()) {
            list.addObject()
                    .put("name", name)
                    .put("description", "Gives the answer.")
                    .set("input_schema", schema);
            choice.put("type", "tool").put("name", name);
        } else {
            ObjectNode function = list.addObject().put("type", "function").putObject("function");
            function.put("name", name).put("description", "Gives the answer.").set("parameters", schema);
            choice.put("type", "function").putObject("function").put("name", name);
        }
        format.remove(call);
        call.body().set("tools", list);
        call.body().set("tool_choice", choice);
        call.forceTool(name);
        call.adapted(format.name());
    }

    private static void prompt(ModelCall call, Format format, ObjectNode schema) {
        format.remove(call);
        instruct(call, said(schema));
        call.adapted(format.name());
    }

    /** Says something to the model in the system's name, behind what the system says already. */
    static void instruct(ModelCall call, String text) {
        if (call.isAnthropic()) {
            JsonNode system = call.body().value("system");
            if (system instanceof ArrayNode blocks) {
                blocks.addObject().put("type", "text").put("text", text);
                call.body().set("system", blocks);
            } else {
                String said = system.stringValue("");
                call.body().set("system", StringNode.valueOf(said.isEmpty() ? text : said + "\n\n" + text));
            }
            return;
        }
        First first = new First();
        call.body().walk("messages", first);
        if (first.isSystem()) {
            call.body().walk("messages", new Behind("\n\n" + text));
        } else {
            call.body()
                    .prepend(
                            "messages",
                            JsonTrees.object().put("role", systemRole(call)).put("content", text));
        }
    }

    private static String systemRole(ModelCall call) {
        return call.traits().roles() == null || call.traits().roles().contains("system") ? "system" : "user";
    }

    /** Looks whose the first message is, and whether it has a text. */
    private static final class First implements JsonWalk.Visitor {

        private int message;
        private boolean system;
        private boolean text;

        @Override
        public void element(String path) {
            message += path.equals("[]") ? 1 : 0;
        }

        @Override
        public @Nullable String text(String path, String value) {
            if (message == 1) {
                system |= path.equals("[].role") && (value.equals("system") || value.equals("developer"));
                text |= path.equals("[].content") || path.equals("[].content[].text");
            }
            return null;
        }

        boolean isSystem() {
            return system && text;
        }
    }

    /** Puts a text behind the first of the first message. */
    private static final class Behind implements JsonWalk.Visitor {

        private final String text;
        private boolean done;

        Behind(String text) {
            this.text = text;
        }

        @Override
        public @Nullable String text(String path, String value) {
            return null;
        }

        @Override
        public @Nullable String suffix(String path) {
            if (done || !path.equals("[].content") && !path.equals("[].content[].text")) {
                return null;
            }
            done = true;
            return text;
        }
    }
}
