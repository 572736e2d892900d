package io.quantumlayer.llmrouter;

import io.quantumlayer.testsupport.MigrationRules;
import org.junit.jupiter.api.Test;

class MigrationTests {

    @Test
    void keepWhatTheReleaseBeforeNeeds() {
        MigrationRules.verify();
    }
}
