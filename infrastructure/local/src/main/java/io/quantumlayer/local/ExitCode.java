package io.quantumlayer.local;

/** What the exit code of {@code ql} says; part of its public contract. */
public enum ExitCode {
    COMPLETE(0),
    USAGE(2),
    PARTIAL(3),
    PLATFORM(4),
    RUN_FAILED(5),
    CANCELED(6);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
