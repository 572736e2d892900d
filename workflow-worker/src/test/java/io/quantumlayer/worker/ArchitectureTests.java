package io.quantumlayer.worker;

import io.quantumlayer.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    @Test
    void moduleKeepsTheRules() {
        ArchitectureRules.verify("io.quantumlayer.worker");
    }
}
