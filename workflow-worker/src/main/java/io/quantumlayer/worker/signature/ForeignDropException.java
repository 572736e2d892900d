package io.quantumlayer.worker.signature;

import io.quantumlayer.contracts.quantumdrop.Drop;

/** A drop stands where a run expects one of its own, and no worker of this platform has signed it as it is. */
public final class ForeignDropException extends RuntimeException {

    ForeignDropException(Drop drop, String reason) {
        super(
                "The drop '%s' of the stage '%s' is not the run's own: %s. Find out who stored it, delete it (DELETE /api/v1/drops/%s) and start the run again."
                        .formatted(drop.id(), drop.stage(), reason, drop.id()));
    }
}
