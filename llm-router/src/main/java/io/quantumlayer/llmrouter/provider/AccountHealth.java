package io.quantumlayer.llmrouter.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.quantumlayer.protocols.ProviderError;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How an account fares, as all its callers see it: circuit breaker, pauses that the provider asked for, and latency. It
 * outlives a change of the account's key.
 *
 * <p>Times are those of {@link System#nanoTime()}.
 */
public final class AccountHealth {

    private static final long TAU_NANOS = Duration.ofSeconds(10).toNanos();

    private final CircuitBreaker breaker;
    private final long openNanos;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Map<String, Long> pausedModels = new ConcurrentHashMap<>();
    private volatile long pausedUntil = System.nanoTime();
    private volatile long openUntil = pausedUntil;
    private volatile long observedAt = pausedUntil;
    private volatile double latencyNanos;
    private volatile @Nullable ProviderError trouble;

    AccountHealth(String name, Duration open) {
        this.openNanos = open.toNanos();
        this.breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(open)
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                openUntil = System.nanoTime() + openNanos;
            }
        });
    }

    /** Nanoseconds until the account may be asked; zero or less for now. */
    public long waitNanos(String model, long now) {
        long paused = Math.max(pausedUntil - now, modelPause(model, now));
        return breaker.getState() == CircuitBreaker.State.OPEN ? Math.max(paused, openUntil - now) : paused;
    }

    /** Whether the account may be asked now; who is told yes has to report what came of it. */
    public boolean begin(String model, long now) {
        if (pausedUntil - now > 0 || modelPause(model, now) > 0 || !breaker.tryAcquirePermission()) {
            return false;
        }
        inFlight.incrementAndGet();
        return true;
    }

    /** The account answered. @param latencyNanos time to the first byte that counts */
    public void succeeded(long latency) {
        inFlight.decrementAndGet();
        trouble = null;
        breaker.onSuccess(latency, TimeUnit.NANOSECONDS);
        observe(latency);
    }

    /** The account failed, by its own fault. */
    public void failed(long latency, Throwable cause) {
        inFlight.decrementAndGet();
        breaker.onError(latency, TimeUnit.NANOSECONDS, cause);
        observe(latency);
    }

    /** The call says nothing about the account: it was given up, or its request was wrong. */
    public void released() {
        inFlight.decrementAndGet();
        breaker.releasePermission();
    }

    private long modelPause(String model, long now) {
        if (pausedModels.isEmpty()) {
            return 0;
        }
        Long until = pausedModels.get(model);
        if (until != null && until - now <= 0) {
            pausedModels.remove(model, until);
        }
        return until == null ? 0 : until - now;
    }

    /** The account asks not to be asked for a model for a while: providers limit each model by itself. */
    public void pause(String model, long nanos) {
        pausedModels.merge(model, System.nanoTime() + nanos, (one, other) -> one - other > 0 ? one : other);
    }

    /** The account has run out: it is not to be asked for anything for a while. */
    public void pause(long nanos) {
        long until = System.nanoTime() + nanos;
        if (until - pausedUntil > 0) {
            pausedUntil = until;
        }
    }

    /** Remembers what the account has said why it does not answer, for those who come while it is left alone. */
    public void troubled(ProviderError said) {
        trouble = said;
    }

    /** Why the account did not answer when it was last asked; {@code null} if it did, or said nothing. */
    public @Nullable ProviderError trouble() {
        return trouble;
    }

    /** State of the circuit breaker, such as {@code CLOSED}. */
    public String state() {
        return breaker.getState().name();
    }

    /**
     * Expected wait, larger for more calls under way: the peak-sensitive moving average of the latency, times their
     * number. A slow answer counts at once, a fast one little by little.
     */
    public double load(long now) {
        double decay = Math.exp(-(double) Math.max(0, now - observedAt) / TAU_NANOS);
        return (latencyNanos * decay + 1) * (inFlight.get() + 1);
    }

    private void observe(long latency) {
        long now = System.nanoTime();
        double weight = Math.exp(-(double) Math.max(0, now - observedAt) / TAU_NANOS);
        latencyNanos = latency > latencyNanos ? latency : latencyNanos * weight + latency * (1 - weight);
        observedAt = now;
    }
}
