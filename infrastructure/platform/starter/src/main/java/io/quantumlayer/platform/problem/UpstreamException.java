package io.quantumlayer.platform.problem;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** Another service answered with an error, or did not answer. */
public final class UpstreamException extends RuntimeException {

    /** Member with the seconds of the answer's {@code Retry-After}. */
    public static final String RETRY_AFTER = "retry_after";

    private final String service;
    private final HttpStatusCode status;
    private final String detail;
    private final @Nullable String type;
    private final Map<String, Object> members;

    public UpstreamException(
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

    /** The service gave no answer. */
    public static UpstreamException unreachable(String service, Throwable cause) {
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

    /** How long it wants to be left alone, where it says so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(members.get(RETRY_AFTER))
                .filter(Number.class::isInstance)
                .map(seconds -> Duration.ofSeconds(((Number) seconds).longValue()));
    }

    /**
     * Extension members of its problem detail, {@code retry_after} in seconds where it asks for a pause. Of a model's
     * error {@code provider}, {@code model} and {@code kind}, as far as the router tells them.
     */
    public Map<String, Object> members() {
        return members;
    }
}
