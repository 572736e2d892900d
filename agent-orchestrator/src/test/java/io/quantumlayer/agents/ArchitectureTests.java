package io.quantumlayer.agents;

import io.quantumlayer.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    @Test
    void keepsTheRulesOfThePlatform() {
        ArchitectureRules.verify("io.quantumlayer.agents");
    }
}
