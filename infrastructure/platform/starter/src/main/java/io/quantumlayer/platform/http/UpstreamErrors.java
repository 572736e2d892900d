package io.quantumlayer.platform.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads what another service says of its error: a problem detail, or the error object of the OpenAI wire format. */
final class UpstreamErrors {

    private static final Set<String> STANDARD =
            Set.of("type", "title", "status", "detail", "instance", "error", "request_id");
    private static final int MOST = 65_536;

    private final JsonMapper json;

    UpstreamErrors(JsonMapper json) {
        this.json = json;
    }

    UpstreamException read(String service, ClientHttpResponse response) throws IOException {
        HttpStatusCode status = response.getStatusCode();
        String text = new String(response.getBody().readNBytes(MOST), StandardCharsets.UTF_8);
        Map<String, Object> body = object(text);
        if (body.get("error") instanceof Map<?, ?> error) {
            Object message = error.get("message");
            return exception(service, status, message, text, asText(error.get("code")), Map.of());
        }
        Map<String, Object> members = new LinkedHashMap<>(body);
        members.keySet().removeAll(STANDARD);
        Object message = body.containsKey("detail") ? body.get("detail") : body.get("error");
        return exception(service, status, message, text, asText(body.get("type")), members);
    }

    private static UpstreamException exception(
            String service,
            HttpStatusCode status,
            @Nullable Object message,
            String text,
            @Nullable String type,
            Map<String, Object> members) {
        String detail = message == null ? text.strip() : message.toString();
        if (members.get("errors") instanceof List<?> errors) {
            detail += " " + errors;
        }
        return new UpstreamException(
                service, status, detail.isEmpty() ? "no detail given" : detail, type, members, null);
    }

    private static @Nullable String asText(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private Map<String, Object> object(String text) {
        try {
            Map<String, Object> body = json.readValue(text, new TypeReference<Map<String, Object>>() {});
            return body == null ? Map.of() : body;
        } catch (JacksonException e) {
            // A proxy in between answers in plain text or HTML; the text itself is then the detail.
            return Map.of();
        }
    }
}
