package io.quantumlayer.platform.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** An error with an answer of its own; unchecked, mapped to a problem detail at the edge of the service. */
public class ProblemException extends RuntimeException {

    private final ProblemType type;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final HttpHeaders headers = new HttpHeaders();

    /**
     * An error without a cause.
     *
     * @param detail what happened and what the caller can do about it
     */
    public ProblemException(ProblemType type, String detail) {
        this(type, detail, null);
    }

    /** An error with a cause, which is logged but never shown. */
    public ProblemException(ProblemType type, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.type = type;
    }

    /** A request with wrong members: 400, with each member named in the detail and in {@code errors}. */
    public static ProblemException invalid(List<FieldError> errors) {
        String detail = errors.stream()
                .map(error -> error.field() + " " + error.message())
                .collect(Collectors.joining("; ", "", "."));
        return new ProblemException(ProblemType.INVALID_REQUEST, detail).withErrors(errors);
    }

    /** Adds an extension member. */
    public ProblemException with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    /** Adds the member {@code errors}. */
    public ProblemException withErrors(List<FieldError> errors) {
        return with("errors", errors);
    }

    /** Adds the header {@code Retry-After}, in whole seconds, at least one. */
    public ProblemException retryAfter(Duration delay) {
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, delay.toSeconds())));
        return this;
    }

    /** Adds a response header. */
    public ProblemException withHeader(String name, String value) {
        headers.set(name, value);
        return this;
    }

    /** Kind of problem. */
    public ProblemType type() {
        return type;
    }

    /** What happened, for the caller. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Extension members, such as {@code errors}. */
    public Map<String, Object> members() {
        return members;
    }

    HttpHeaders headers() {
        return headers;
    }
}
