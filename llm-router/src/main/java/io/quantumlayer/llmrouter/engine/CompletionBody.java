package io.quantumlayer.llmrouter.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer in the OpenAI wire format, whole or as server-sent events.
 *
 * @param content the assistant's message
 */
record CompletionBody(String id, String model, String content) {

    /** A fixed time, in seconds since the epoch: the same request gets the same bytes. */
    private static final long CREATED = 1_793_491_200;

    /** No model read or wrote tokens. */
    private static final Map<String, Object> USAGE = usage();

    String whole() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", content);
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("message", message);
        choice.put("finish_reason", "stop");
        Map<String, Object> body = head("chat.completion");
        body.put("choices", List.of(choice));
        body.put("usage", USAGE);
        return JsonMapper.shared().writeValueAsString(body);
    }

    /**
     * The answer as events, ending with {@code [DONE]}.
     *
     * @param piece most characters of content in one event
     * @param usage whether an event with the usage comes last
     */
    List<String> events(int piece, boolean usage) {
        List<String> events = new ArrayList<>();
        events.add(event(Map.of("role", "assistant"), null));
        int from = 0;
        while (from < content.length()) {
            int to = Math.min(from + piece, content.length());
            if (to < content.length() && Character.isHighSurrogate(content.charAt(to - 1))) {
                to--;
            }
            events.add(event(Map.of("content", content.substring(from, to)), null));
            from = to;
        }
        events.add(event(Map.of(), "stop"));
        if (usage) {
            Map<String, Object> last = head("chat.completion.chunk");
            last.put("choices", List.of());
            last.put("usage", USAGE);
            events.add("data: " + JsonMapper.shared().writeValueAsString(last) + "\n\n");
        }
        events.add("data: [DONE]\n\n");
        return events;
    }

    private String event(Map<String, Object> delta, @Nullable String finish) {
        Map<String, @Nullable Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("delta", delta);
        choice.put("finish_reason", finish);
        Map<String, Object> chunk = head("chat.completion.chunk");
        chunk.put("choices", List.of(choice));
        return "data: " + JsonMapper.shared().writeValueAsString(chunk) + "\n\n";
    }

    private Map<String, Object> head(String object) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("id", id);
        head.put("object", object);
        head.put("created", CREATED);
        head.put("model", model);
        return head;
    }

    private static Map<String, Object> usage() {
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("prompt_tokens", 0);
        usage.put("completion_tokens", 0);
        usage.put("total_tokens", 0);
        return usage;
    }
}
