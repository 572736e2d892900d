package io.quantumlayer.contracts;

import io.quantumlayer.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    @Test
    void keepsThePlatformsRules() {
        ArchitectureRules.verify("io.quantumlayer.contracts");
    }
}
