package io.quantumlayer.local;

import io.quantumlayer.testsupport.vendor.Author;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Good answers in the wrappers that models are seen to put around them. */
final class Unclean {

    private Unclean() {}

    /** Thinks aloud before it answers, with a brace in its thoughts. */
    static Author thinking(Author author) {
        return prompt -> """
            <think>
            The user wants {"something": "like this"}.
            </think>
            """ + author.answer(prompt);
    }

    /** Chats around a fence, and fences the contents of files as well. */
    static Author fencing(Author author) {
        return prompt -> """
            Here is the JSON object you asked for:

            ```json
            %s
            ```
            Let me know if you need anything else!\
            """.formatted(fenced(Json.MAPPER.readTree(author.answer(prompt))));
    }

    /** Begins with a byte order mark and breaks lines in the middle of strings. */
    static Author raw(Author author) {
        return prompt -> "\uFEFF" + author.answer(prompt).replace("\\n", "\r\n");
    }

    private static JsonNode fenced(JsonNode answer) {
        fence(answer);
        answer.path("files").forEach(Unclean::fence);
        return answer;
    }

    private static void fence(JsonNode file) {
        String content = file.path("content").asString("");
        if (!content.isEmpty()) {
            ((ObjectNode) file).put("content", "```python\n" + content + "```");
        }
    }
}
