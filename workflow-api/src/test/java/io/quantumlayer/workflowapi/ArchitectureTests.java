package io.quantumlayer.workflowapi;

import io.quantumlayer.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    @Test
    void moduleKeepsTheRules() {
        ArchitectureRules.verify("io.quantumlayer.workflowapi");
    }
}
