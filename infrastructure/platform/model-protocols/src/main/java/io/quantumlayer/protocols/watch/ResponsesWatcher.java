package io.quantumlayer.protocols.watch;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Usages;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Watches the streams of OpenAI's Responses API. */
final class ResponsesWatcher extends LineWatcher {

    private static final Set<String> WRITTEN = Set.of("delta");

    @Override
    void data(Line data, String event) {
        String type = data.type();
        String known = type.isEmpty() ? event : type;
        if (known.endsWith(".delta")) {
            wrote(data, WRITTEN);
            content(true);
            return;
        }
        switch (known) {
            case "response.completed", "response.incomplete" -> {
                count(data.json());
                complete();
            }
            case "response.failed" -> {
                count(data.json());
                fail();
            }
            case "error" -> fail();
            case "response.output_item.added" ->
                content(Json.text(data.json().path("item"), "type").endsWith("_call"));
            default -> {}
        }
    }

    private void count(JsonNode event) {
        JsonNode response = event.path("response");
        if (response.path("usage").isObject()) {
            report(Usages.responses(
                    response.path("usage"), response.path("model").stringValue(null)));
        }
    }
}
