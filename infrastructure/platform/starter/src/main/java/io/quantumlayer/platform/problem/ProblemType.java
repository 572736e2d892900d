package io.quantumlayer.platform.problem;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** Kinds of problem with a stable URI; documented in {@code docs/reference/errors.md}. */
public enum ProblemType {
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is not valid"),
    MALFORMED_BODY(HttpStatus.BAD_REQUEST, "The body cannot be read"),
    PROMPT_TOO_LONG(HttpStatus.BAD_REQUEST, "The prompt is longer than the model takes"),
    UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "The caller is not known"),
    BUDGET_EXCEEDED(HttpStatus.PAYMENT_REQUIRED, "The budget is used up"),
    MODEL_QUOTA_USED_UP(HttpStatus.PAYMENT_REQUIRED, "The provider's quota is used up"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "The caller may not do this"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such thing"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The path does not take this method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No representation fits the Accept header"),
    CONFLICT(HttpStatus.CONFLICT, "The request contradicts what is there"),
    NO_RESULT(HttpStatus.CONFLICT, "The run ended without a result"),
    GONE(HttpStatus.GONE, "It was there and is no more"),
    PAYLOAD_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The content type is not supported"),
    MISDIRECTED_REQUEST(HttpStatus.MISDIRECTED_REQUEST, "The request is meant for another host"),
    UNPROCESSABLE(HttpStatus.UNPROCESSABLE_CONTENT, "The request is understood but cannot be carried out"),
    ANSWER_INVALID(HttpStatus.UNPROCESSABLE_CONTENT, "The model's answer breaks the schema of its role"),
    MODEL_CREDENTIAL_REFUSED(HttpStatus.FAILED_DEPENDENCY, "The provider refuses the credential"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "The service failed"),
    UPSTREAM_FAILED(HttpStatus.BAD_GATEWAY, "A service behind this one failed"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The service cannot answer now"),
    TIMED_OUT(HttpStatus.GATEWAY_TIMEOUT, "The answer took too long");

    private static final String BASE = "https://quantumlayer.io/errors/";

    private final HttpStatus status;
    private final String title;

    ProblemType(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** HTTP status of the answer. */
    public HttpStatus status() {
        return status;
    }

    /** Summary that is the same for every problem of this type. */
    public String title() {
        return title;
    }

    /** Stable identifier. */
    public URI uri() {
        return URI.create(BASE + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The most general type with a status; {@link #INTERNAL} or {@link #INVALID_REQUEST} where no type has it. */
    public static ProblemType of(HttpStatusCode status) {
        return Arrays.stream(values())
                .filter(type -> type.status.value() == status.value())
                .findFirst()
                .orElse(status.is4xxClientError() ? INVALID_REQUEST : INTERNAL);
    }
}
