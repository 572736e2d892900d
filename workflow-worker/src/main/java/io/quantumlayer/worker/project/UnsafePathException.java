package io.quantumlayer.worker.project;

/** A generated file would lie outside the project. */
public final class UnsafePathException extends RuntimeException {

    UnsafePathException(String path) {
        super(("The path '%s' of a generated file is refused: it must be relative, use /, stay inside the project"
                        + " and not touch .git or .quantumlayer.")
                .formatted(path));
    }
}
