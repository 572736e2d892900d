package io.quantumlayer.worker.step;

/** An answer that keeps its schema contradicts itself, and did so again after it was told. */
public final class RefusedAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RefusedAnswerException(String message) {
        super(message);
    }
}
