package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.agents.Answer;
import io.quantumlayer.contracts.agents.Provenance;
import io.quantumlayer.contracts.agents.Usage;

/** An answer in its own type, and where it comes from. */
record RoleAnswer<T>(T value, Answer answer, Usage usage) {

    Provenance provenance() {
        return answer.provenance();
    }
}
