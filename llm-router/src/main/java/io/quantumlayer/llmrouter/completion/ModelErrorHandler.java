package io.quantumlayer.llmrouter.completion;

import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.request.RequestId;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.ProtocolErrors;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Answers errors under the paths of the model APIs as those APIs do; before the platform's problem details. */
@Component
@Order(-3)
class ModelErrorHandler implements WebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ModelErrorHandler.class);
    private static final Set<String> ALIASES =
            Set.of("/api/v1/llm/chat/completions", "/api/v1/llm/models", "/api/v1/models");

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        String path = exchange.getRequest().getPath().value();
        ServerHttpResponse response = exchange.getResponse();
        if (!path.startsWith("/v1/") && !path.equals("/v1") && !ALIASES.contains(path) || response.isCommitted()) {
            return Mono.error(failure);
        }
        HttpStatusCode status = status(failure);
        ModelErrorException error = error(failure, status, exchange);
        if (failure instanceof ModelErrorException && status.is5xxServerError()) {
            LOG.warn("{} answered {}: {}", path, status.value(), error.getMessage());
        } else if (status.is5xxServerError()) {
            LOG.error("{} answered {}", path, status.value(), failure);
        }
        if (failure instanceof ErrorResponse described) {
            HttpHeaders headers = described.getHeaders();
            response.getHeaders().addAll(headers);
        }
        for (int i = 0; i < error.headers().size(); i += 2) {
            response.getHeaders().set(error.headers().get(i), error.headers().get(i + 1));
        }
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        byte[] body = ProtocolErrors.body(
                isAnthropic(exchange, path) ? Protocol.ANTHROPIC_MESSAGES : Protocol.OPENAI_CHAT,
                status.value(),
                error.type(),
                error.param(),
                error.code(),
                String.valueOf(error.getMessage()),
                RequestId.of(exchange));
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private static boolean isAnthropic(ServerWebExchange exchange, String path) {
        return path.startsWith("/v1/messages")
                || exchange.getRequest().getHeaders().containsHeader("anthropic-version");
    }

    private static HttpStatusCode status(Throwable failure) {
        return switch (failure) {
            case ModelErrorException error -> HttpStatusCode.valueOf(error.status());
            case ProblemException problem -> problem.type().status();
            case Throwable tooLarge when isTooLarge(tooLarge) -> HttpStatus.CONTENT_TOO_LARGE;
            case ErrorResponse described -> described.getStatusCode();
            default -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    private static ModelErrorException error(Throwable failure, HttpStatusCode status, ServerWebExchange exchange) {
        if (failure instanceof ModelErrorException error) {
            return error;
        }
        HttpStatus known = HttpStatus.valueOf(status.value());
        String code = known.name().toLowerCase(Locale.ROOT);
        String message = switch (known) {
            case NOT_FOUND ->
                "No resource has the path %s."
                        .formatted(exchange.getRequest().getPath().value());
            case METHOD_NOT_ALLOWED ->
                "%s is not possible here.".formatted(exchange.getRequest().getMethod());
            case UNSUPPORTED_MEDIA_TYPE -> "The content type must be application/json.";
            case CONTENT_TOO_LARGE -> "The body is larger than this path takes.";
            case BAD_REQUEST -> "The body is missing or cannot be read.";
            case INTERNAL_SERVER_ERROR -> "The router failed to answer; its log has the cause under this request id.";
            default -> failure instanceof ProblemException problem ? problem.detail() : known.getReasonPhrase() + ".";
        };
        return ModelErrorException.of(
                status.value(), known.is5xxServerError() ? "api_error" : "invalid_request_error", null, code, message);
    }

    private static boolean isTooLarge(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataBufferLimitException) {
                return true;
            }
        }
        return false;
    }
}
