package io.quantumlayer.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.quantumdrop.DropRef;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.contracts.workflow.Verdict;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a step has left is written by one release and read by the next, in histories as in drops. */
class FinishedStepTests {

    private static final String RELEASED = """
            {"drop":{"id":"drop-1","stage":"semantic_validation","type":"validation","version":1},"state":"failed",\
            "summary":"Does not build","reasons":["a reason"],"usage":{"calls":1,"prompt_tokens":2,\
            "completion_tokens":3,"cost_usd":0.5},"signature":"a.py","repair_tests":true}""";

    private static final FinishedStep FINISHED = new FinishedStep(
            new DropRef("drop-1", "semantic_validation", "validation", 1),
            new Outcome(
                    StageState.FAILED,
                    "Does not build",
                    List.of("a reason"),
                    new Usage(1, 2, 3, 0.5),
                    "a.py",
                    true,
                    null));

    private final DataConverter histories = DefaultDataConverter.newDefaultInstance();
    private final JsonMapper drops = JsonMapper.builder().build();

    @Test
    void historiesKeepTheShapeOfTheLastRelease() {
        Payload written = histories.toPayload(FINISHED).orElseThrow();

        assertThat(drops.readTree(written.getData().toStringUtf8())).isEqualTo(drops.readTree(RELEASED));
    }

    @Test
    void historyOfTheLastReleaseIsRead() {
        Payload recorded = histories.toPayload(FINISHED).orElseThrow().toBuilder()
                .setData(com.google.protobuf.ByteString.copyFromUtf8(RELEASED))
                .build();

        assertThat(histories.fromPayload(recorded, FinishedStep.class, FinishedStep.class))
                .isEqualTo(FINISHED);
    }

    @Test
    void dropsKeepTheShapeOfTheLastRelease() {
        assertThat(drops.readTree(drops.writeValueAsString(FINISHED.outcome())))
                .isEqualTo(drops.readTree(RELEASED.replaceFirst("\"drop\":\\{.*?},", "")));
    }

    @Test
    void outcomeThatAnEarlierReleaseStoredWithLessIsRead() {
        assertThat(drops.readValue(
                        "{\"state\":\"completed\",\"summary\":\"done\",\"repair_tests\":false,\"verdict\":\"partial\"}",
                        Outcome.class))
                .isEqualTo(Outcome.completed("done").withVerdict(Verdict.PARTIAL));
    }
}
