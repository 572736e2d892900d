package io.quantumlayer.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.worker.sandbox.Execution.Ending;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelfTestTests {

    @ParameterizedTest
    @CsvSource({"TIMED_OUT, 1, true", "TIMED_OUT, 40, true", "TIMED_OUT, 120, false", "EXITED, 120, false"})
    void aSlowMachineIsNoFaultOfTheBackEnd(Ending ending, int seconds, boolean holds) {
        Execution execution = new Execution(ending, -1, "", Duration.ofSeconds(seconds));

        assertThat(SelfTest.time(execution).isEmpty()).isEqualTo(holds);
        assertThat(SelfTest.processes(execution).isEmpty()).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"EXITED, 1, true", "EXITED, 0, false", "TIMED_OUT, -1, false"})
    void memoryIsLimitedWhereWhatTakesTooMuchFails(Ending ending, int exitCode, boolean holds) {
        assertThat(SelfTest.memory(new Execution(ending, exitCode, "", Duration.ofSeconds(40)))
                        .isEmpty())
                .isEqualTo(holds);
    }
}
