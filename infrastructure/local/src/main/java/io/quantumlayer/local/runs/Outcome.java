package io.quantumlayer.local.runs;

import io.quantumlayer.local.ExitCode;
import java.util.Locale;

/** How the end of a run becomes an exit code. */
final class Outcome {

    private Outcome() {}

    /** Exit code of a run that ended with this status and, if it completed, this verdict. */
    static ExitCode exitCode(String status, String verdict) {
        if (status.equals("Canceled")) {
            return ExitCode.CANCELED;
        }
        if (!status.equals("Completed")) {
            return ExitCode.RUN_FAILED;
        }
        return switch (verdict.toLowerCase(Locale.ROOT)) {
            case "complete" -> ExitCode.COMPLETE;
            case "failed" -> ExitCode.RUN_FAILED;
            default -> ExitCode.PARTIAL;
        };
    }
}
