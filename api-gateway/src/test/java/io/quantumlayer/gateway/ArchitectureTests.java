package io.quantumlayer.gateway;

import io.quantumlayer.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    @Test
    void keepsTheRulesOfAllModules() {
        ArchitectureRules.verify("io.quantumlayer.gateway");
    }
}
