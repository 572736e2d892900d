package io.quantumlayer.worker.stage;

/** An answer that keeps its schema contradicts itself, and did so again after it was told. */
final class RefusedAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedAnswerException(String message) {
        super(message);
    }
}
