package io.quantumlayer.platform.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/** An error answer before it is written. */
record Problem(
        ProblemType type, HttpStatusCode status, String detail, Map<String, Object> members, HttpHeaders headers) {

    static Problem of(ProblemType type, String detail) {
        return new Problem(type, type.status(), detail, Map.of(), HttpHeaders.EMPTY);
    }

    Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, status, detail, more, headers);
    }

    Problem withHeaders(HttpHeaders more) {
        return new Problem(type, status, detail, members, more);
    }

    /** Members in the order of RFC 9457, then {@code error} for clients of the original platform, then the extensions. */
    Map<String, Object> body(String instance, String requestId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type.uri().toString());
        body.put("title", type.title());
        body.put("status", status.value());
        body.put("detail", detail);
        body.put("instance", instance);
        body.put("error", detail);
        body.put("request_id", requestId);
        body.putAll(members);
        return body;
    }
}
