package io.quantumlayer.platform.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** Another service answered with an error, or did not answer. */
public final class UpstreamException extends RuntimeException {

    private final String service;
    private final HttpStatusCode status;
    private final String detail;
    private final @Nullable String type;
    private final Map<String, Object> members;

    UpstreamException(
            String service,
            HttpStatusCode status,
            String detail,
            @Nullable String type,
            Map<String, Object> members,
            @Nullable Throwable cause) {
        super(service + " answered " + status.value() + ": " + detail, cause);
        this.service = service;
        this.status = status;
        this.detail = detail;
        this.type = type;
        this.members = members;
    }

    static UpstreamException unreachable(String service, Throwable cause) {
        String detail = "cannot be reached: "
                + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        return new UpstreamException(service, HttpStatus.SERVICE_UNAVAILABLE, detail, null, Map.of(), cause);
    }

    /** Name of the service that was called. */
    public String service() {
        return service;
    }

    /** Status of its answer; 503 when there was none. */
    public HttpStatusCode status() {
        return status;
    }

    /** What it said, for people. */
    public String detail() {
        return detail;
    }

    /** Its problem type URI, or {@code null} when the answer was no problem detail. */
    public @Nullable String type() {
        return type;
    }

    /** Extension members of its problem detail. */
    public Map<String, Object> members() {
        return members;
    }
}
