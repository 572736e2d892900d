package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.agents.Answer;
import io.quantumlayer.contracts.agents.Provenance;

/** An answer in its own type, and where it comes from. */
record RoleAnswer<T>(T value, Answer answer) {

    Provenance provenance() {
        return answer.provenance();
    }
}
