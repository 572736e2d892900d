package io.quantumlayer.worker.project;

/** A generated file would lie outside the project, or cannot be written on every machine. */
public final class UnsafePathException extends RuntimeException {

    UnsafePathException(String path, String problem) {
        this("The path '%s' of a generated file is refused: %s. It must be relative, use / and stay inside the project."
                .formatted(path, problem));
    }

    /** Says of several paths what is wrong. */
    public UnsafePathException(String message) {
        super(message);
    }
}
