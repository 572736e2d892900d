package io.quantumlayer.protocols;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The text that a custom tool is called with, while the arguments of the function that it is for a chat model arrive in
 * pieces: an object with one text, {@code input}.
 */
public final class StreamedInput {

    private static final String INPUT = "input";
    private static final Pattern BEGIN = Pattern.compile("\\s*\\{\\s*\"" + INPUT + "\"\\s*:\\s*\"");

    private final StringBuilder arguments = new StringBuilder();
    private final StringBuilder told = new StringBuilder();
    private int at = -1;

    /**
     * The function's members in a chat request; what only a grammar says stands in the description.
     *
     * @param custom the tool as the Responses API or, in its member {@code custom}, the chat API has it
     */
    public static ObjectNode function(Member custom) {
        String description =
                custom.get("description").isGiven() ? custom.get("description").text() : "";
        Member format = custom.get("format");
        if (format.isGiven() && Json.text(format.node(), "type").equals("grammar")) {
            Member grammar = format.get("grammar").isGiven() ? format.get("grammar") : format;
            description = "%s\nThe input has to follow this grammar (%s):\n%s"
                    .formatted(
                            description,
                            Json.text(grammar.node(), "syntax", "lark"),
                            grammar.get("definition").text())
                    .strip();
        }
        ObjectNode function = Json.object();
        if (!description.isEmpty()) {
            function.put("description", description);
        }
        ObjectNode parameters = function.putObject("parameters").put("type", "object");
        parameters
                .putObject("properties")
                .putObject(INPUT)
                .put("type", "string")
                .put("description", "The whole input of the tool, as it is.");
        parameters.putArray("required").add(INPUT);
        parameters.put("additionalProperties", false);
        return function;
    }

    /** The function's arguments for a text. */
    public static String arguments(String input) {
        return Json.text(Json.object().put(INPUT, input));
    }

    /** The text in arguments that are complete. */
    public static String whole(String arguments) {
        StreamedInput input = new StreamedInput();
        input.add(arguments);
        input.rest();
        return input.told.toString();
    }

    /** Takes a piece of the arguments; gives what is new of the text. */
    public String add(String piece) {
        arguments.append(piece);
        if (at < 0) {
            Matcher begin = BEGIN.matcher(arguments);
            if (!begin.lookingAt()) {
                return "";
            }
            at = begin.end();
        }
        int from = at;
        while (at < arguments.length() && arguments.charAt(at) != '"') {
            int length = length(arguments.charAt(at));
            if (at + length > arguments.length()) {
                break;
            }
            at += length;
        }
        String more = Json.unescaped(arguments.substring(from, at).getBytes(StandardCharsets.UTF_8));
        told.append(more);
        return more;
    }

    /** How many characters a character of the text takes that begins with this one; fewer than come may be there. */
    private int length(char first) {
        if (first == '\\') {
            return at + 1 < arguments.length() && arguments.charAt(at + 1) == 'u' ? 6 : 2;
        }
        return Character.isHighSurrogate(first) ? 2 : 1;
    }

    /** What is left of the text when the arguments are complete: all of it, where a model has written them otherwise. */
    public String rest() {
        if (at >= 0) {
            return "";
        }
        String all = text(arguments.toString());
        told.append(all);
        return all;
    }

    private static String text(String arguments) {
        try {
            JsonNode read = Json.read(arguments);
            JsonNode text = read.isObject() && read.size() == 1
                    ? read.values().iterator().next()
                    : read.path(INPUT).isString() ? read.path(INPUT) : read;
            return text.stringValue(arguments);
        } catch (JacksonException bare) {
            return arguments;
        }
    }
}
