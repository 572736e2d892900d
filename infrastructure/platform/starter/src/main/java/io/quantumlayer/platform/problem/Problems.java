package io.quantumlayer.platform.problem;

import io.micrometer.core.instrument.Metrics;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.validation.Errors;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says which problem an exception is. */
final class Problems {

    /** What PostgreSQL says when it cannot extend a file. */
    private static final String DISK_FULL = "53100";

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private Problems() {}

    static Problem of(Throwable error) {
        return switch (error) {
            case ProblemException problem ->
                new Problem(
                        problem.type(),
                        problem.type().status(),
                        problem.detail(),
                        problem.members(),
                        problem.headers());
            case UpstreamException upstream ->
                ModelProblems.of(upstream).map(Problems::of).orElseGet(() -> ofUpstream(upstream));
            case WebExchangeBindException invalid -> ofErrors(fieldErrors(invalid.getBindingResult()));
            case HandlerMethodValidationException invalid -> ofErrors(fieldErrors(invalid));
            case ServerWebInputException unreadable -> ofInput(unreadable);
            case MethodNotAllowedException wrong -> {
                String allowed = wrong.getSupportedMethods().stream()
                        .map(Objects::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
                yield Problem.of(
                                ProblemType.METHOD_NOT_ALLOWED,
                                "%s is not possible here; use %s.".formatted(wrong.getHttpMethod(), allowed))
                        .withHeaders(wrong.getHeaders());
            }
            case UnsupportedMediaTypeStatusException wrong ->
                Problem.of(
                                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                                "The content type %s is not supported; send %s."
                                        .formatted(
                                                wrong.getContentType() == null
                                                        ? "is missing and"
                                                        : "'" + wrong.getContentType() + "'",
                                                mediaTypes(wrong)))
                        .withHeaders(wrong.getHeaders());
            case ErrorResponse response -> ofResponse(response);
            default -> ofUnexpected(error);
        };
    }

    private static Problem ofUnexpected(Throwable error) {
        if (cause(error, DataBufferLimitException.class) != null) {
            return tooLarge();
        }
        SQLException database = cause(error, SQLException.class);
        if (database != null && isUnreachable(database)) {
            HttpHeaders headers = new HttpHeaders();
            headers.set(HttpHeaders.RETRY_AFTER, "5");
            return Problem.of(ProblemType.UNAVAILABLE, "The database does not answer; try again.")
                    .withHeaders(headers);
        }
        if (database != null && DISK_FULL.equals(database.getSQLState())) {
            Metrics.counter("quantumlayer.database.full").increment();
            return Problem.of(
                    ProblemType.UNAVAILABLE,
                    "The database's volume is full, so nothing can be stored: give it more space, or delete runs.");
        }
        return Problem.of(
                ProblemType.INTERNAL, "The service failed to answer; its log has the cause under this request id.");
    }

    /** Class 08 are connection exceptions, class 57P a server that stops or starts. */
    private static boolean isUnreachable(SQLException database) {
        String state = Objects.requireNonNullElse(database.getSQLState(), "");
        return database instanceof SQLTransientConnectionException || state.startsWith("08") || state.startsWith("57P");
    }

    private static Problem ofUpstream(UpstreamException upstream) {
        if (upstream.status().is4xxClientError()) {
            return new Problem(
                    ProblemType.of(upstream.status()),
                    upstream.status(),
                    upstream.detail(),
                    upstream.members(),
                    retryAfter(upstream, null));
        }
        boolean unavailable = upstream.status().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE);
        ProblemType type = unavailable ? ProblemType.UNAVAILABLE : ProblemType.UPSTREAM_FAILED;
        return new Problem(
                type,
                type.status(),
                upstream.service() + ": " + upstream.detail(),
                upstream.members(),
                retryAfter(upstream, unavailable ? PAUSE : null));
    }

    private static HttpHeaders retryAfter(UpstreamException upstream, @Nullable Duration otherwise) {
        HttpHeaders headers = new HttpHeaders();
        Duration pause = upstream.retryAfter().orElse(otherwise);
        if (pause != null) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(pause.toSeconds()));
        }
        return headers;
    }

    private static Problem ofInput(ServerWebInputException unreadable) {
        if (cause(unreadable, DataBufferLimitException.class) != null) {
            return tooLarge();
        }
        StreamReadException syntax = cause(unreadable, StreamReadException.class);
        if (syntax != null) {
            return Problem.of(ProblemType.MALFORMED_BODY, "The body is not JSON: " + place(syntax) + ".");
        }
        MismatchedInputException mismatch = cause(unreadable, MismatchedInputException.class);
        if (mismatch != null && !mismatch.getPath().isEmpty()) {
            return ofErrors(List.of(new FieldError(path(mismatch), expected(mismatch))));
        }
        if (mismatch != null) {
            return Problem.of(ProblemType.MALFORMED_BODY, "The body " + expected(mismatch) + ".");
        }
        if (cause(unreadable, JacksonException.class) != null) {
            return Problem.of(ProblemType.MALFORMED_BODY, "The body is not the JSON that this path takes.");
        }
        if (unreadable instanceof MissingRequestValueException missing) {
            return ofErrors(List.of(new FieldError(missing.getName(), "is missing")));
        }
        TypeMismatchException type = cause(unreadable, TypeMismatchException.class);
        if (type != null && unreadable.getMethodParameter() != null) {
            String name =
                    Objects.requireNonNullElse(unreadable.getMethodParameter().getParameterName(), "parameter");
            return ofErrors(
                    List.of(new FieldError(JsonNames.snakeCase(name), "cannot be '%s'".formatted(type.getValue()))));
        }
        return Problem.of(ProblemType.MALFORMED_BODY, "The body is missing or cannot be read.");
    }

    private static Problem ofResponse(ErrorResponse response) {
        ProblemType type = ProblemType.of(response.getStatusCode());
        if (type == ProblemType.PAYLOAD_TOO_LARGE) {
            return tooLarge();
        }
        String detail = type == ProblemType.NOT_FOUND
                ? "No resource has this path."
                : Objects.requireNonNullElse(response.getBody().getDetail(), type.title());
        return new Problem(type, response.getStatusCode(), detail, Map.of(), response.getHeaders());
    }

    private static Problem ofErrors(List<FieldError> errors) {
        return of(ProblemException.invalid(errors));
    }

    private static Problem tooLarge() {
        return Problem.of(
                ProblemType.PAYLOAD_TOO_LARGE, "The body is larger than this path takes; send less or split it.");
    }

    private static List<FieldError> fieldErrors(Errors result) {
        Map<String, FieldError> byField = new LinkedHashMap<>();
        result.getFieldErrors().forEach(error -> {
            FieldError named = new FieldError(
                    JsonNames.snakeCase(error.getField()),
                    Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid"));
            byField.putIfAbsent(named.field() + named.message(), named);
        });
        return List.copyOf(byField.values());
    }

    private static List<FieldError> fieldErrors(HandlerMethodValidationException invalid) {
        return invalid.getParameterValidationResults().stream()
                .flatMap(result -> result instanceof ParameterErrors body
                        ? fieldErrors(body).stream()
                        : result.getResolvableErrors().stream()
                                .map(error -> new FieldError(
                                        parameter(result),
                                        Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid"))))
                .toList();
    }

    private static String parameter(ParameterValidationResult result) {
        return JsonNames.snakeCase(
                Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), "parameter"));
    }

    private static String path(MismatchedInputException mismatch) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : mismatch.getPath()) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String expected(MismatchedInputException mismatch) {
        if (mismatch instanceof UnrecognizedPropertyException unknown) {
            return "is not a known member; known are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Objects::toString)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        Class<?> target = mismatch.getTargetType();
        if (target == null) {
            return "has the wrong type";
        }
        if (CharSequence.class.isAssignableFrom(target)) {
            return "must be a string";
        }
        if (target == boolean.class || target == Boolean.class) {
            return "must be true or false";
        }
        if (target.isPrimitive() || Number.class.isAssignableFrom(target)) {
            return "must be a number";
        }
        if (Iterable.class.isAssignableFrom(target) || target.isArray()) {
            return "must be an array";
        }
        if (target.isEnum()) {
            return "has an unknown value";
        }
        return "must be an object";
    }

    private static String place(StreamReadException syntax) {
        return "%s at line %d, column %d"
                .formatted(
                        syntax.getOriginalMessage().lines().findFirst().orElse("unexpected text"),
                        syntax.getLocation().getLineNr(),
                        syntax.getLocation().getColumnNr());
    }

    private static String mediaTypes(UnsupportedMediaTypeStatusException wrong) {
        return wrong.getSupportedMediaTypes().isEmpty()
                ? "application/json"
                : wrong.getSupportedMediaTypes().stream()
                        .map(Objects::toString)
                        .distinct()
                        .collect(Collectors.joining(" or "));
    }

    private static <T extends Throwable> @Nullable T cause(Throwable error, Class<T> type) {
        for (Throwable current = error; current != null; current = current.getCause()) {
            if (type.isInstance(current)) {
                return type.cast(current);
            }
        }
        return null;
    }
}
