package io.quantumlayer.protocols;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An error of a completion in the terms of the OpenAI API: status, type, param and code. */
public final class ModelErrorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final @Nullable String param;
    private final @Nullable String code;
    private transient List<String> headers = List.of();
    private @Nullable String kind;

    private ModelErrorException(
            int status,
            String type,
            @Nullable String param,
            @Nullable String code,
            String message,
            @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
    }

    /** 400: the request is wrong in itself. */
    public static ModelErrorException invalid(@Nullable String param, @Nullable String code, String message) {
        return new ModelErrorException(400, "invalid_request_error", param, code, message, null);
    }

    /** 404: no provider that is on has the model. */
    public static ModelErrorException modelNotFound(String message) {
        return new ModelErrorException(404, "invalid_request_error", "model", "model_not_found", message, null);
    }

    /** 502: the provider cannot be reached, or what it sends cannot be read. */
    public static ModelErrorException unreachable(String message, @Nullable Throwable cause) {
        return new ModelErrorException(502, "api_error", null, "upstream_unreachable", message, cause);
    }

    /**
     * 502: the provider refuses the router's credential; the caller's own has nothing to do with it.
     *
     * @param said the provider's own words
     */
    public static ModelErrorException credentialsRefused(String provider, int status, String said) {
        return new ModelErrorException(
                502,
                "api_error",
                null,
                "upstream_credentials_refused",
                "Provider %s answered %d: it refuses the credential that the router has for it. It says: %s"
                        .formatted(provider, status, said),
                null);
    }

    /** 503: nobody can be asked before some time has passed. */
    public static ModelErrorException unavailable(String message, Duration retryAfter) {
        ModelErrorException error = new ModelErrorException(503, "api_error", null, "unavailable", message, null);
        error.headers = List.of("retry-after", Long.toString(Math.max(1, retryAfter.toSeconds())));
        return error;
    }

    /** 500: the router itself failed; its log has the cause. */
    public static ModelErrorException internal() {
        return new ModelErrorException(
                500,
                "api_error",
                null,
                "internal_error",
                "The router failed to answer; its log has the cause under this request id.",
                null);
    }

    /**
     * Any other error.
     *
     * @param headers name, value, name, value, …
     */
    public static ModelErrorException of(
            int status, String type, @Nullable String param, @Nullable String code, String message, String... headers) {
        ModelErrorException error = new ModelErrorException(status, type, param, code, message, null);
        error.headers = List.of(headers);
        return error;
    }

    /** 504: the provider took too long. */
    public static ModelErrorException timedOut(String message, @Nullable Throwable cause) {
        return new ModelErrorException(504, "api_error", null, "upstream_timeout", message, cause);
    }

    /** HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** Type of the error, such as {@code invalid_request_error}. */
    public String type() {
        return type;
    }

    /** The request's member at fault. */
    public @Nullable String param() {
        return param;
    }

    /** Code of the error, such as {@code model_not_found}. */
    public @Nullable String code() {
        return code;
    }

    /** Says what a provider's error means that this one stands for. */
    public ModelErrorException meaning(String meaning) {
        this.kind = meaning;
        return this;
    }

    /** What the provider's error means that this one stands for; {@code null} if it stands for itself. */
    public @Nullable String kind() {
        return kind;
    }

    /** Headers of the answer: name, value, name, value, … */
    public List<String> headers() {
        return headers;
    }
}
