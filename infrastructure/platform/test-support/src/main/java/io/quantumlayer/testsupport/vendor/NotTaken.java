package io.quantumlayer.testsupport.vendor;

/** Why a model does not take a request, in its vendor's words; the platform that serves the model wraps them. */
final class NotTaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotTaken(String message) {
        super(message, null, false, false);
    }
}
