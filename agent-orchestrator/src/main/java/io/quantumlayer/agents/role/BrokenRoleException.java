package io.quantumlayer.agents.role;

import java.util.List;

/** A role file that cannot be used; names the file and each place in it. */
final class BrokenRoleException extends RuntimeException {

    BrokenRoleException(String file, List<String> faults) {
        super("Role " + file + " cannot be used: " + String.join("; ", faults));
    }
}
