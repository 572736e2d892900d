package io.quantumlayer.quantumdrop.blobs;

import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Stored bytes are not those that were written; they are never served. */
public class CorruptBlobException extends ProblemException {

    CorruptBlobException(String sha256, String what, @Nullable Throwable cause) {
        super(
                ProblemType.INTERNAL,
                "The stored content %s is damaged: %s. Restore the database or delete the drops that hold it."
                        .formatted(sha256, what),
                cause);
    }
}
