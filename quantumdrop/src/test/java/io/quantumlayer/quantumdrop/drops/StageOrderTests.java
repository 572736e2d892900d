package io.quantumlayer.quantumdrop.drops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StageOrderTests {

    @Test
    void putsTheCompletionAfterAllStages() {
        assertThat(StageOrder.after("security_scan"))
                .containsExactly("performance_analysis", "documentation", "completion");
        assertThat(StageOrder.after("prompt_enhancement")).hasSize(12);
        assertThat(StageOrder.after("completion")).isEmpty();
    }

    @Test
    void knowsNothingAfterAStageOfSomebodyElse() {
        assertThat(StageOrder.after("preview")).isEmpty();
        assertThat(StageOrder.isKnown("preview")).isFalse();
    }
}
