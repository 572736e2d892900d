package io.quantumlayer.platform.problem;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What a model call has failed of, as a problem whose status tells whether a repetition may help: in the provider's words,
 * with the members {@code provider}, {@code model} and {@code remedy}.
 */
public final class ModelProblems {

    /** What helps against a call that ran out of its time. */
    public static final String MORE_TIME = "Give the model more time with QL_ROLE_LIMITS, or name a faster one.";

    private static final String UNPRICED =
            "Give the model a price in the router's models file (QUANTUMLAYER_ROUTER_MODELS_FILE), start the run without a budget in"
                    + " usd, or let such models through with QUANTUMLAYER_ROUTER_REFUSE_UNPRICED=false.";

    private static final String ROUTER = "llm-router";
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private ModelProblems() {}

    /** The problem of an error of the router; empty for one of another service. */
    public static Optional<ProblemException> of(UpstreamException error) {
        if (!error.service().equals(ROUTER)) {
            return Optional.empty();
        }
        ProblemType type = type(error);
        String detail = type.status().is5xxServerError() ? error.service() + ": " + error.detail() : error.detail();
        ProblemException problem = new ProblemException(type, detail, error);
        for (String member : new String[] {"provider", "model"}) {
            Object value = error.members().get(member);
            if (value != null) {
                problem.with(member, value);
            }
        }
        String remedy = remedy(type, error);
        if (remedy != null) {
            problem.with("remedy", remedy);
        }
        Optional<Duration> pause = error.retryAfter();
        if (pause.isPresent() || type == ProblemType.UNAVAILABLE) {
            problem.retryAfter(pause.orElse(PAUSE));
        }
        return Optional.of(problem);
    }

    private static ProblemType type(UpstreamException error) {
        String kind = kind(error);
        return switch (kind) {
            case "authentication", "permission" -> ProblemType.MODEL_CREDENTIAL_REFUSED;
            case "quota" -> ProblemType.MODEL_QUOTA_USED_UP;
            case "rate_limit" -> ProblemType.TOO_MANY_REQUESTS;
            case "not_found" -> ProblemType.NOT_FOUND;
            case "context_length" -> ProblemType.PROMPT_TOO_LONG;
            case "bad_request", "content_filter" -> ProblemType.INVALID_REQUEST;
            case "overloaded", "unavailable" -> ProblemType.UNAVAILABLE;
            case "timeout" -> ProblemType.TIMED_OUT;
            default -> ofStatus(error);
        };
    }

    /** The router's own word, else what its codes stand for. */
    private static String kind(UpstreamException error) {
        Object kind = error.members().get("kind");
        return kind != null
                ? kind.toString()
                : switch (String.valueOf(error.type())) {
                    case "insufficient_quota" -> "quota";
                    case "upstream_credentials_refused" -> "authentication";
                    case "context_length_exceeded" -> "context_length";
                    case "upstream_timeout" -> "timeout";
                    default -> "";
                };
    }

    private static ProblemType ofStatus(UpstreamException error) {
        if (error.status().is4xxClientError()) {
            return ProblemType.of(error.status());
        }
        return error.status().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)
                ? ProblemType.UNAVAILABLE
                : ProblemType.UPSTREAM_FAILED;
    }

    private static @Nullable String remedy(ProblemType type, UpstreamException error) {
        if ("model_not_priced".equals(error.type())) {
            return UNPRICED;
        }
        Map<String, Object> members = error.members();
        String provider = members.containsKey("provider") ? "provider " + members.get("provider") : "provider";
        return switch (type) {
            case MODEL_CREDENTIAL_REFUSED ->
                "Give the router a valid key of the " + provider
                        + "; `ql doctor` names the variable that it is read from.";
            case MODEL_QUOTA_USED_UP -> "Add credit or raise the limit at the " + provider + ", or name another model.";
            case TOO_MANY_REQUESTS -> "Wait, raise the rate limit at the " + provider + ", or name another model.";
            case NOT_FOUND -> "Name a model that GET /v1/models lists.";
            case PROMPT_TOO_LONG -> "Name a model with a larger context, or ask for less.";
            case TIMED_OUT -> MORE_TIME;
            case UNAUTHORIZED -> "Give the platform a key of the router in LLM_ROUTER_KEY.";
            case INVALID_REQUEST -> "Name another model, or ask for something else.";
            case UNAVAILABLE, UPSTREAM_FAILED -> "Try again once the " + provider + " answers, or name another model.";
            default -> null;
        };
    }
}
