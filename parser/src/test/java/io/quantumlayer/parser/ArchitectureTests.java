package io.quantumlayer.parser;

import io.quantumlayer.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    @Test
    void keepsTheRulesOfEveryModule() {
        ArchitectureRules.verify("io.quantumlayer.parser");
    }
}
