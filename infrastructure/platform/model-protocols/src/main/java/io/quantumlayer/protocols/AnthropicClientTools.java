package io.quantumlayer.protocols;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tools of Anthropic's that a client runs and for which Claude alone has the schema, as tools with the schema that
 * Anthropic documents: bash, text editor and memory. Their calls come back as the client knows them. See
 * https://platform.claude.com/docs/en/agents-and-tools/tool-use.
 */
final class AnthropicClientTools {

    private static final String BASH = """
            {"description":"Runs a command in a bash session that stays open between calls, and gives its output.",
             "input_schema":{"type":"object","properties":{
              "command":{"type":"string","description":"The command to run; needed unless restart is true."},
              "restart":{"type":"boolean","description":"true to start the session anew."}}}}""";

    private static final String EDITOR = """
            {"description":"Views, creates and edits text files.",
             "input_schema":{"type":"object","required":["command","path"],"properties":{
              "command":{"type":"string","enum":["view","create","str_replace","insert"],"description":"What to do."},
              "path":{"type":"string","description":"Path of the file, or of a directory to view."},
              "view_range":{"type":"array","items":{"type":"integer"},"description":"For view of a file: the first and the last line to show, from 1; -1 as the last one means up to the end."},
              "file_text":{"type":"string","description":"For create: the file's content."},
              "old_str":{"type":"string","description":"For str_replace: the text to replace. It must be in the file exactly so, and once."},
              "new_str":{"type":"string","description":"For str_replace: the text to have in its place."},
              "insert_line":{"type":"integer","description":"For insert: the line after which to insert; 0 for the begin of the file."},
              "insert_text":{"type":"string","description":"For insert: the text to insert."}}}}""";

    /** Claude 3 could undo, and inserted {@code new_str}. */
    private static final String OLD_EDITOR = """
            {"description":"Views, creates and edits text files.",
             "input_schema":{"type":"object","required":["command","path"],"properties":{
              "command":{"type":"string","enum":["view","create","str_replace","insert","undo_edit"],"description":"What to do; undo_edit takes the last change of the file back."},
              "path":{"type":"string","description":"Path of the file, or of a directory to view."},
              "view_range":{"type":"array","items":{"type":"integer"},"description":"For view of a file: the first and the last line to show, from 1; -1 as the last one means up to the end."},
              "file_text":{"type":"string","description":"For create: the file's content."},
              "old_str":{"type":"string","description":"For str_replace: the text to replace. It must be in the file exactly so, and once."},
              "new_str":{"type":"string","description":"For str_replace: the text to have in its place. For insert: the text to insert."},
              "insert_line":{"type":"integer","description":"For insert: the line after which to insert; 0 for the begin of the file."}}}}""";

    private static final String MEMORY = """
            {"description":"Keeps notes in files below /memories, which outlast the conversation. View the directory before anything else: it may hold what was found out earlier. Write down what matters as you go on, since the conversation may end at any time.",
             "input_schema":{"type":"object","required":["command"],"properties":{
              "command":{"type":"string","enum":["view","create","str_replace","insert","delete","rename"],"description":"What to do."},
              "path":{"type":"string","description":"Path below /memories; for all commands but rename."},
              "view_range":{"type":"array","items":{"type":"integer"},"description":"For view of a file: the first and the last line to show, from 1."},
              "file_text":{"type":"string","description":"For create: the file's content."},
              "old_str":{"type":"string","description":"For str_replace: the text to replace."},
              "new_str":{"type":"string","description":"For str_replace: the text to have in its place."},
              "insert_line":{"type":"integer","description":"For insert: the line after which to insert; 0 for the begin of the file."},
              "insert_text":{"type":"string","description":"For insert: the text to insert."},
              "old_path":{"type":"string","description":"For rename: the path that there is."},
              "new_path":{"type":"string","description":"For rename: the path to have."}}}}""";

    /** Members that a tool of any type may have. */
    private static final List<String> COMMON = List.of("name", "cache_control", "defer_loading");

    private AnthropicClientTools() {}

    /** The same tool with a schema; {@code null} for one of a type that nobody but Claude can use. */
    static @Nullable ObjectNode described(ObjectNode tool) {
        String known = known(Json.text(tool, "type"));
        if (known.isEmpty()) {
            return null;
        }
        ObjectNode described = Json.object();
        for (String member : COMMON) {
            if (tool.has(member)) {
                described.set(member, tool.get(member));
            }
        }
        described.setAll((ObjectNode) Json.read(known));
        return described;
    }

    private static String known(String type) {
        if (type.startsWith("bash_")) {
            return BASH;
        }
        if (type.equals("text_editor_20241022") || type.equals("text_editor_20250124")) {
            return OLD_EDITOR;
        }
        if (type.startsWith("text_editor_")) {
            return EDITOR;
        }
        return type.startsWith("memory_") ? MEMORY : "";
    }
}
