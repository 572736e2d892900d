package io.quantumlayer.protocols;

import io.quantumlayer.protocols.ProviderError.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types and codes of errors in the protocols, and what they mean. */
final class ErrorTypes {

    private static final Set<String> QUOTA = Set.of(
            "insufficient_quota",
            "credit_balance_exhausted",
            "organization_spend_limit_exceeded",
            "project_spend_limit_exceeded",
            "organization_usage_limit_exceeded",
            "billing_hard_limit_reached",
            "billing_not_active",
            "billing_error",
            "budget_exceeded");

    private static final Set<String> FILTERED = Set.of(
            "content_filter",
            "content_policy_violation",
            "responsible_ai_policy_violation",
            "responsibleaipolicyviolation",
            "image_content_policy_violation",
            "bio_policy",
            "cyber_policy");

    private static final Set<String> TOO_LONG =
            Set.of("context_length_exceeded", "string_above_max_length", "model_context_window_exceeded");

    private static final Map<String, Kind> TYPES = Map.ofEntries(
            Map.entry("rate_limit_error", Kind.RATE_LIMIT),
            Map.entry("rate_limit_exceeded", Kind.RATE_LIMIT),
            Map.entry("slow_down", Kind.RATE_LIMIT),
            Map.entry("throttlingexception", Kind.RATE_LIMIT),
            Map.entry("overloaded_error", Kind.OVERLOADED),
            Map.entry("serviceunavailableexception", Kind.OVERLOADED),
            Map.entry("modelnotreadyexception", Kind.OVERLOADED),
            Map.entry("authentication_error", Kind.AUTHENTICATION),
            Map.entry("invalid_api_key", Kind.AUTHENTICATION),
            Map.entry("unrecognizedclientexception", Kind.AUTHENTICATION),
            Map.entry("permission_error", Kind.PERMISSION),
            Map.entry("accessdeniedexception", Kind.PERMISSION),
            Map.entry("not_found_error", Kind.NOT_FOUND),
            Map.entry("model_not_found", Kind.NOT_FOUND),
            Map.entry("resourcenotfoundexception", Kind.NOT_FOUND),
            Map.entry("invalid_request_error", Kind.BAD_REQUEST),
            Map.entry("validationexception", Kind.BAD_REQUEST),
            Map.entry("request_too_large", Kind.BAD_REQUEST),
            Map.entry("api_error", Kind.SERVER),
            Map.entry("server_error", Kind.SERVER),
            Map.entry("timeout_error", Kind.SERVER),
            Map.entry("internalserverexception", Kind.SERVER),
            Map.entry("modelstreamerrorexception", Kind.SERVER),
            Map.entry("modelerrorexception", Kind.SERVER),
            Map.entry("modeltimeoutexception", Kind.SERVER));

    private ErrorTypes() {}

    /** What an error means; a status of 0 stands for an event in a stream. */
    static Kind kind(int status, String type, @Nullable String code, String message) {
        String lowerType = type.toLowerCase(Locale.ROOT);
        String lowerCode = code == null ? "" : code.toLowerCase(Locale.ROOT);
        String lowerMessage = message.toLowerCase(Locale.ROOT);
        if (QUOTA.contains(lowerType) || QUOTA.contains(lowerCode) || status == 402 || isSpent(status, lowerMessage)) {
            return Kind.QUOTA;
        }
        if (FILTERED.contains(lowerType) || FILTERED.contains(lowerCode)) {
            return Kind.CONTENT_FILTER;
        }
        if (TOO_LONG.contains(lowerType) || TOO_LONG.contains(lowerCode)) {
            return Kind.CONTEXT_LENGTH;
        }
        if (status == 400 || status == 413 || status == 422 || status == 0) {
            Kind said = ofMessage(lowerMessage);
            if (said != null) {
                return said;
            }
        }
        Kind coded = TYPES.get(lowerCode);
        if (coded == Kind.RATE_LIMIT || coded == Kind.NOT_FOUND || coded == Kind.AUTHENTICATION) {
            return coded;
        }
        return status == 0 ? TYPES.getOrDefault(lowerType, Kind.OTHER) : ofStatus(status, lowerType);
    }

    // Anthropic says so with 400. Gemini says the same sentence of a minute's quota and of a day's, and names which.
    private static boolean isSpent(int status, String message) {
        if (status == 429) {
            boolean later = message.contains("perminute") || message.contains("please retry in");
            return message.contains("perday") || message.contains("check your plan and billing") && !later;
        }
        return (status == 400 || status == 403 || status == 0)
                && (message.contains("credit balance is too low")
                        || message.contains("reached your specified api usage limits"));
    }

    // Anthropic, Bedrock and Gemini have no codes for these, only sentences.
    private static @Nullable Kind ofMessage(String message) {
        if (message.contains("prompt is too long")
                || message.contains("input is too long")
                || message.contains("maximum context length")
                || message.contains("exceed context limit")) {
            return Kind.CONTEXT_LENGTH;
        }
        if (message.contains("api key not valid")
                || message.contains("api key expired")
                || message.contains("api key not found")) {
            return Kind.AUTHENTICATION;
        }
        return message.contains("blocked by content filtering policy") ? Kind.CONTENT_FILTER : null;
    }

    private static Kind ofStatus(int status, String type) {
        return switch (status) {
            case 400, 405, 409, 413, 415, 422 -> Kind.BAD_REQUEST;
            case 401 -> Kind.AUTHENTICATION;
            case 403 -> Kind.PERMISSION;
            case 404 -> Kind.NOT_FOUND;
            case 408 -> Kind.SERVER;
            case 429 -> Kind.RATE_LIMIT;
            case 503, 529 -> Kind.OVERLOADED;
            default -> status < 500 ? Kind.OTHER : TYPES.get(type) == Kind.OVERLOADED ? Kind.OVERLOADED : Kind.SERVER;
        };
    }

    /** Status that a kind has where the protocol told none. */
    static int status(Kind kind) {
        return switch (kind) {
            case RATE_LIMIT, QUOTA -> 429;
            case CONTENT_FILTER, CONTEXT_LENGTH, BAD_REQUEST -> 400;
            case AUTHENTICATION -> 401;
            case PERMISSION -> 403;
            case NOT_FOUND -> 404;
            case OVERLOADED -> 503;
            case SERVER, OTHER -> 500;
        };
    }

    /** The type that a protocol has for a kind of error. */
    static String type(Protocol protocol, Kind kind, int status, String otherwise) {
        return switch (protocol) {
            case ANTHROPIC_MESSAGES -> anthropicType(kind, status);
            case OPENAI_CHAT, OPENAI_RESPONSES, BEDROCK_CONVERSE -> openAiType(kind, otherwise);
        };
    }

    private static String anthropicType(Kind kind, int status) {
        return switch (kind) {
            case RATE_LIMIT -> "rate_limit_error";
            case QUOTA -> "billing_error";
            case CONTENT_FILTER, CONTEXT_LENGTH, BAD_REQUEST ->
                status == 413 ? "request_too_large" : "invalid_request_error";
            case AUTHENTICATION -> "authentication_error";
            case PERMISSION -> "permission_error";
            case NOT_FOUND -> "not_found_error";
            case OVERLOADED -> "overloaded_error";
            case SERVER, OTHER -> "api_error";
        };
    }

    private static String openAiType(Kind kind, String otherwise) {
        return switch (kind) {
            case RATE_LIMIT -> "rate_limit_exceeded";
            case QUOTA -> "insufficient_quota";
            case CONTENT_FILTER, CONTEXT_LENGTH, BAD_REQUEST, AUTHENTICATION, PERMISSION, NOT_FOUND ->
                "invalid_request_error";
            case OVERLOADED, SERVER -> "server_error";
            case OTHER -> otherwise;
        };
    }

    /** The code that a protocol has for a kind of error. */
    static @Nullable String code(Protocol protocol, Kind kind, @Nullable String given) {
        return switch (protocol) {
            case ANTHROPIC_MESSAGES -> given;
            case OPENAI_CHAT, OPENAI_RESPONSES, BEDROCK_CONVERSE -> given == null ? openAiCode(kind) : given;
        };
    }

    private static @Nullable String openAiCode(Kind kind) {
        return switch (kind) {
            case RATE_LIMIT -> "rate_limit_exceeded";
            case QUOTA -> "insufficient_quota";
            case CONTENT_FILTER -> "content_filter";
            case CONTEXT_LENGTH -> "context_length_exceeded";
            case AUTHENTICATION -> "invalid_api_key";
            case NOT_FOUND -> "model_not_found";
            case OVERLOADED -> "overloaded";
            case PERMISSION, BAD_REQUEST, SERVER, OTHER -> null;
        };
    }
}
