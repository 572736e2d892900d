package io.quantumlayer.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.journal.DropDeleted;
import io.quantumlayer.contracts.journal.DropRolledBack;
import io.quantumlayer.contracts.journal.DropStored;
import io.quantumlayer.contracts.journal.RunCanceled;
import io.quantumlayer.contracts.journal.RunCompleted;
import io.quantumlayer.contracts.journal.RunFailed;
import io.quantumlayer.contracts.journal.RunRetried;
import io.quantumlayer.contracts.journal.RunStarted;
import io.quantumlayer.contracts.journal.RunTerminated;
import io.quantumlayer.contracts.journal.StageAttemptFailed;
import io.quantumlayer.contracts.journal.StageCompleted;
import io.quantumlayer.contracts.journal.StageDrafted;
import io.quantumlayer.contracts.journal.StageStarted;
import io.quantumlayer.contracts.quantumdrop.DropRef;
import io.quantumlayer.contracts.usage.RunBudget;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.RunOutcome;
import io.quantumlayer.contracts.workflow.RunProgress;
import io.quantumlayer.contracts.workflow.Stage;
import io.quantumlayer.contracts.workflow.StageProgress;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.contracts.workflow.Verdict;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Temporal's SDK writes records with Jackson 2, Spring with Jackson 3: both must read what the other wrote. */
class RoundTripTests {

    private static final DropRef DROP = new DropRef("drop-1", "code_generation", "code", 2);

    private final JsonMapper jackson3 = JsonMapper.builder().build();
    private final DefaultDataConverter jackson2 = DefaultDataConverter.newDefaultInstance();

    static Stream<Object> records() {
        return Stream.of(
                new GenerationRequest(
                        "id",
                        "prompt",
                        "python",
                        "function",
                        null,
                        true,
                        false,
                        Map.of("project_name", "x"),
                        "model",
                        new RunBudget(1.5, 100L, 3, null),
                        3,
                        null),
                new RunOutcome(Verdict.PARTIAL, true, List.of("reason"), List.of(DROP), 1, new Usage(1, 2, 3, 0.25)),
                new RunProgress(
                        Stage.CODE_GENERATION,
                        4,
                        0,
                        List.of(new StageProgress(
                                5,
                                Stage.CODE_GENERATION,
                                StageState.NOT_APPLICABLE,
                                0,
                                Instant.parse("2026-01-01T00:00:00.123Z"),
                                null,
                                "summary",
                                DROP,
                                2,
                                "no such model")),
                        new Usage(1, 2, 3, 0.25, 1),
                        true,
                        new Usage(1, 1, 1, 0.125)),
                new RunFailure(
                        "frd_generation",
                        "write_frd",
                        "not-found",
                        "no such model",
                        "name another",
                        "analyst",
                        "m",
                        null),
                new RunStarted("python", "function", "run"),
                new RunRetried("write_code", "run"),
                new RunCompleted(Verdict.COMPLETE, List.of(), 1, Usage.NONE, "run"),
                new RunFailed("why", RunFailure.of(FailureType.INTERNAL, "why"), null, "run"),
                new RunCanceled("by alice", Usage.NONE, "run"),
                new RunTerminated("by an operator", null),
                new StageStarted("code_generation", 5, "write_code", 1, false),
                new StageAttemptFailed(
                        "code_generation",
                        5,
                        "write_code",
                        1,
                        false,
                        "why",
                        2,
                        true,
                        RunFailure.of(FailureType.UNAVAILABLE, "why"),
                        Usage.NONE),
                new StageDrafted("documentation", 12, "write_documentation", 0, true, null, "README", DROP, Usage.NONE),
                new StageCompleted(
                        "completion", null, "summarise", 0, false, StageState.COMPLETED, "done", DROP, Usage.NONE),
                new DropStored("drop-1", "code_generation", "code", 2),
                new DropRolledBack("drop-3", "drop-1", "code_generation", 3, List.of("documentation")),
                new DropDeleted("drop-1", "code_generation", "code", 2));
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordSurvivesTemporalsConverter(Object record) {
        assertThat((Object) jackson2.fromPayload(
                        jackson2.toPayload(record).orElseThrow(), record.getClass(), record.getClass()))
                .isEqualTo(record);
    }

    @ParameterizedTest
    @MethodSource("records")
    void springReadsWhatTemporalWrote(Object record) {
        String json = jackson2.toPayload(record).orElseThrow().getData().toStringUtf8();

        assertThat((Object) jackson3.readValue(json, record.getClass())).isEqualTo(record);
    }

    @Test
    void keysOfTheStagesAreThePublicOnes() {
        assertThat(Stream.of(Stage.values()).map(Stage::key))
                .containsExactly(
                        "prompt_enhancement",
                        "frd_generation",
                        "requirements_parsing",
                        "project_structure",
                        "code_generation",
                        "semantic_validation",
                        "dependency_resolution",
                        "test_plan_generation",
                        "test_generation",
                        "security_scan",
                        "performance_analysis",
                        "documentation");
        assertThat(Stage.ofKey("documentation").number()).isEqualTo(12);
    }
}
