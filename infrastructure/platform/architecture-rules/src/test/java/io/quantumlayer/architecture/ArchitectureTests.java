package io.quantumlayer.architecture;

import org.junit.jupiter.api.Test;

class ArchitectureTests {

    @Test
    void keepsThePlatformsRules() {
        ArchitectureRules.verify("io.quantumlayer.architecture");
    }
}
