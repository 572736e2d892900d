package io.quantumlayer.recipes.engine;

/** A request that the engine cannot answer; the message says what to change. */
public final class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String param;

    EngineException(String param, String message) {
        super(message);
        this.param = param;
    }

    /** The member of the request that is at fault. */
    public String param() {
        return param;
    }
}
