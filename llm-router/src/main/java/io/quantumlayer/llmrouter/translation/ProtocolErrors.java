package io.quantumlayer.llmrouter.translation;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Error objects. */
public final class ProtocolErrors {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> QUOTA = Set.of(
            "insufficient_quota",
            "credit_balance_exhausted",
            "organization_spend_limit_exceeded",
            "project_spend_limit_exceeded",
            "organization_usage_limit_exceeded");

    private ProtocolErrors() {}

    public static byte[] body(
            Protocol protocol,
            int status,
            String type,
            @Nullable String param,
            @Nullable String code,
            String message,
            @Nullable String requestId) {
        ObjectNode root = JSON.createObjectNode();
        if (protocol == Protocol.ANTHROPIC_MESSAGES) {
            root.put("type", "error");
            root.putObject("error").put("type", anthropic(status)).put("message", message);
            if (requestId != null) root.put("request_id", requestId);
        } else {
            root.putObject("error")
                    .put("message", message)
                    .put("type", type)
                    .put("param", param)
                    .put("code", code);
        }
        return JSON.writeValueAsBytes(root);
    }

    private static String anthropic(int status) {
        return switch (status) {
            case 400 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 402, 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }

    public static byte[] event(
            Protocol protocol,
            String type,
            @Nullable String param,
            @Nullable String code,
            String message,
            @Nullable String requestId) {
        String body = new String(body(protocol, 500, type, param, code, message, requestId), StandardCharsets.UTF_8);
        return ((protocol == Protocol.ANTHROPIC_MESSAGES ? "event: error\n" : "") + "data: " + body + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    public static ProviderError read(Protocol protocol, int status, byte[] body) {
        String type = "api_error", message = "no reason given";
        String code = null, param = null;
        try {
            JsonNode error = JSON.readTree(body).path("error");
            type = error.path("type").asString("api_error");
            message = error.path("message").asString(message);
            code = error.path("code").isString() ? error.path("code").asString() : null;
            param = error.path("param").isString() ? error.path("param").asString() : null;
        } catch (JacksonException e) {
            message = "an answer that is no JSON";
        }
        ProviderError.Kind kind;
        if (QUOTA.contains(type) || code != null && QUOTA.contains(code)) kind = ProviderError.Kind.QUOTA;
        else if ("context_length_exceeded".equals(code)) kind = ProviderError.Kind.CONTEXT_LENGTH;
        else if (code != null && code.startsWith("content_")) kind = ProviderError.Kind.CONTENT_FILTER;
        else
            kind = switch (status) {
                case 400, 413, 422 -> ProviderError.Kind.BAD_REQUEST;
                case 401 -> ProviderError.Kind.AUTHENTICATION;
                case 403 -> ProviderError.Kind.PERMISSION;
                case 404 -> ProviderError.Kind.NOT_FOUND;
                case 429 -> ProviderError.Kind.RATE_LIMIT;
                case 503, 529 -> ProviderError.Kind.OVERLOADED;
                default -> status >= 500 ? ProviderError.Kind.SERVER : ProviderError.Kind.OTHER;
            };
        return new ProviderError(status, type, param, code, message, kind);
    }
}
