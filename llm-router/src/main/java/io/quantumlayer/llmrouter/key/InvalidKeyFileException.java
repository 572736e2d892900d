package io.quantumlayer.llmrouter.key;

/** A file of keys that does not hold what it should; the message names the file, the field and the line. */
final class InvalidKeyFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidKeyFileException(String message) {
        super(message);
    }
}
