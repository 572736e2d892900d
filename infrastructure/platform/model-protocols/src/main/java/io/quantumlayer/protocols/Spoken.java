package io.quantumlayer.protocols;

import tools.jackson.databind.JsonNode;

/** What a model says in an OpenAI message or delta, in any of the forms that servers have for it. */
public final class Spoken {

    private Spoken() {}

    /** Its text: a string or, as Mistral and others send it, in parts. */
    public static String text(JsonNode message) {
        JsonNode content = message.path("content");
        if (!content.isArray()) {
            return Json.text(message, "content");
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(Json.text(part, "text")));
        return text.toString();
    }

    /** Arguments of a call: a text of JSON or, as some servers send them, the object itself. */
    public static String arguments(JsonNode function) {
        JsonNode arguments = function.path("arguments");
        return arguments.isContainer() ? Json.text(arguments) : Json.text(function, "arguments");
    }
}
