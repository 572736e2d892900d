package io.quantumlayer.quantumdrop;

import io.quantumlayer.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    @Test
    void keepsTheRulesOfAllModules() {
        ArchitectureRules.verify("io.quantumlayer.quantumdrop");
    }
}
