package io.quantumlayer.platform.http;

import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.platform.problem.UpstreamException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads what another service says of its error: a problem detail, or the error object of the OpenAI wire format. */
final class UpstreamErrors {

    private static final Set<String> STANDARD =
            Set.of("type", "title", "status", "detail", "instance", "error", "request_id");
    private static final Map<String, String> MEMBERS = Map.of(
            "provider",
            RouterClient.PROVIDER_HEADER,
            "model",
            RouterClient.MODEL_HEADER,
            "kind",
            RouterClient.ERROR_HEADER);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
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
            return exception(service, status, message, text, asText(error.get("code")), ofModel(response.getHeaders()));
        }
        Map<String, Object> members = new LinkedHashMap<>(body);
        members.keySet().removeAll(STANDARD);
        retryAfter(response.getHeaders(), members);
        Object message = body.containsKey("detail") ? body.get("detail") : body.get("error");
        return exception(service, status, message, text, asText(body.get("type")), members);
    }

    /** The OpenAI error object has no place for who was asked: that is in headers. */
    private static Map<String, Object> ofModel(HttpHeaders headers) {
        Map<String, Object> members = new LinkedHashMap<>();
        MEMBERS.forEach((member, header) -> {
            String value = headers.getFirst(header);
            if (value != null) {
                members.put(member, value);
            }
        });
        retryAfter(headers, members);
        return members;
    }

    private static void retryAfter(HttpHeaders headers, Map<String, Object> members) {
        String seconds = headers.getFirst(HttpHeaders.RETRY_AFTER);
        if (seconds != null && SECONDS.matcher(seconds).matches()) {
            members.put(UpstreamException.RETRY_AFTER, Long.parseLong(seconds));
        }
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
