package io.quantumlayer.local;

import io.quantumlayer.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    @Test
    void hasNoCycleOfPackages() {
        ArchitectureRules.acyclic("io.quantumlayer.local");
    }
}
