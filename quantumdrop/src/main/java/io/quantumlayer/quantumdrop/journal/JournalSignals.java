package io.quantumlayer.quantumdrop.journal;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Wakes the readers of a journal. A signal carries nothing: readers look into the table. */
@Component
class JournalSignals {

    private static final String ALL = "";

    // Emitted by the one listener thread only; readers take signals unboundedly and keep the latest.
    private final Sinks.Many<String> signals = Sinks.many().multicast().directBestEffort();
    private final Sinks.Empty<Void> closed = Sinks.empty();

    void wake(String workflowId) {
        Sinks.EmitResult result = signals.tryEmitNext(workflowId);
        if (result != Sinks.EmitResult.FAIL_ZERO_SUBSCRIBER) {
            result.orThrow();
        }
    }

    void wakeAll() {
        wake(ALL);
    }

    void close() {
        closed.tryEmitEmpty();
    }

    Flux<String> of(String workflowId) {
        return signals.asFlux()
                .filter(woken -> woken.equals(workflowId) || woken.equals(ALL))
                .onBackpressureLatest();
    }

    /** Completes when the service stops. */
    Flux<Void> closed() {
        return closed.asMono().flux();
    }
}
