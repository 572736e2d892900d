package io.quantumlayer.worker.step;

import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.platform.problem.UpstreamException;
import io.quantumlayer.worker.project.UnsafePathException;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.signature.ForeignDropException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells Temporal which failures a repetition cannot mend: the request, a credential, a budget, a missing model, a
 * planted drop. Each carries a {@link RunFailure} as its detail, in words for the user of the run.
 */
public final class ActivityFailures {

    private static final Set<Integer> PASSING_CLIENT_ERRORS = Set.of(408, 425, 429);

    /** An answer may be a page of HTML; journals and histories carry a few words. */
    private static final int LONGEST_MESSAGE = 2_000;

    /** What a service puts before the words of one behind it. */
    private static final Pattern SERVICES =
            Pattern.compile("^((agent-orchestrator|llm-router|meta-prompt-engine|parser|quantumdrop): )+");

    private ActivityFailures() {}

    /** Does the work of no particular step. */
    static <T> T translated(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw thrown(e, null, Usage.NONE);
        }
    }

    /**
     * What an activity throws when its work failed; cancellations and what is for Temporal already stay as they are.
     *
     * @param spent what its model calls have used
     */
    static RuntimeException thrown(RuntimeException failure, @Nullable Step step, Usage spent) {
        if (failure instanceof ActivityCompletionException || failure instanceof TemporalFailure) {
            return failure;
        }
        RunFailure told = told(failure);
        RunFailure placed = step == null ? told : told.in(step.stage() == null ? null : step.dropStage(), step.key());
        String type = Objects.requireNonNullElse(placed.type(), FailureType.INTERNAL.key());
        return ApplicationFailure.newBuilder()
                .setMessage(placed.message())
                .setType(type)
                .setCause(kept(failure))
                .setDetails(placed, spent)
                .setNonRetryable(!passes(failure))
                .setNextRetryDelay(pause(failure))
                .build();
    }

    /** Whoever says when to come back is not asked before. */
    private static @Nullable Duration pause(RuntimeException failure) {
        return failure instanceof UpstreamException upstream
                ? upstream.retryAfter().orElse(null)
                : null;
    }

    /** Whether a repetition may help. */
    static boolean passes(RuntimeException failure) {
        return switch (failure) {
            case UpstreamException upstream -> {
                int status = upstream.status().value();
                yield status < 400 || status >= 500 || PASSING_CLIENT_ERRORS.contains(status);
            }
            case UnsafePathException _, RefusedAnswerException _, ForeignDropException _ -> false;
            case ApplicationFailure application -> !application.isNonRetryable();
            default -> true;
        };
    }

    /** The failure in words. */
    static RunFailure told(RuntimeException failure) {
        return switch (failure) {
            case UpstreamException upstream -> told(upstream);
            case UnsafePathException unsafe ->
                RunFailure.of(FailureType.UNSAFE_PATH, String.valueOf(unsafe.getMessage()));
            case RefusedAnswerException refused ->
                RunFailure.of(FailureType.ANSWER_REFUSED, String.valueOf(refused.getMessage()));
            case ForeignDropException foreign ->
                RunFailure.of(FailureType.FOREIGN_DROP, String.valueOf(foreign.getMessage()));
            default -> RunFailure.of(FailureType.INTERNAL, "The worker failed: " + failure);
        };
    }

    private static RunFailure told(UpstreamException upstream) {
        String type = typeName(upstream);
        FailureType known = type(upstream);
        String detail = SERVICES.matcher(upstream.detail()).replaceFirst("");
        String message = detail.startsWith("cannot be reached") ? "A part of the platform " + detail : detail;
        return new RunFailure(
                null,
                null,
                type,
                message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…",
                Objects.requireNonNullElse(member(upstream, "remedy"), known.remedy()),
                member(upstream, "role"),
                member(upstream, "model"),
                member(upstream, "provider"));
    }

    /** The type that a service has said, or what its status amounts to. */
    public static FailureType type(UpstreamException upstream) {
        return FailureType.find(typeName(upstream))
                .orElseGet(() -> FailureType.ofStatus(upstream.status().value()));
    }

    private static String typeName(UpstreamException upstream) {
        String type = upstream.type();
        return type == null
                ? FailureType.ofStatus(upstream.status().value()).key()
                : type.substring(type.lastIndexOf('/') + 1);
    }

    private static @Nullable String member(UpstreamException upstream, String name) {
        Object value = upstream.members().get(name);
        return value == null ? null : value.toString();
    }

    // The stack trace of an answer says nothing that its words do not.
    private static @Nullable Throwable kept(RuntimeException failure) {
        return failure instanceof UpstreamException
                        || failure instanceof UnsafePathException
                        || failure instanceof RefusedAnswerException
                        || failure instanceof ForeignDropException
                ? null
                : failure;
    }
}
