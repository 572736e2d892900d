package io.quantumlayer.contracts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.workflow.FailureType;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The records of the events, and the page that tells clients of them. */
class RunEventTests {

    private static final Path PAGE = Path.of("..", "..", "..", "docs", "reference", "events.md");

    static Stream<Map.Entry<String, Class<? extends RunEvent>>> types() {
        return RunEvent.types().entrySet().stream();
    }

    @Test
    void everyEventHasAType() {
        assertThat(new HashSet<>(RunEvent.types().values())).isEqualTo(records(RunEvent.class));
    }

    @ParameterizedTest
    @MethodSource("types")
    void thePageHasTheTypeWithEachMemberOfItsPayload(Map.Entry<String, Class<? extends RunEvent>> type)
            throws IOException {
        String row = "| `" + type.getKey() + "` |";

        List<String> lines = Files.readAllLines(PAGE);

        assertThat(lines.stream().filter(line -> line.startsWith(row)))
                .singleElement()
                .asString()
                .contains(members(type.getValue()));
    }

    @Test
    void thePageHasNoTypeThatIsNone() throws IOException {
        assertThat(Files.readAllLines(PAGE).stream()
                        .filter(line -> line.matches("\\| `[a-z]+\\.[a-z_]+` \\|.*"))
                        .map(line -> line.replaceAll("^\\| `([^`]+)`.*", "$1")))
                .containsExactlyElementsOf(RunEvent.types().keySet());
    }

    @ParameterizedTest
    @EnumSource(FailureType.class)
    void thePageHasTheRemedyOfEachFailure(FailureType type) throws IOException {
        assertThat(PAGE).content().contains("| `" + type.key() + "` | " + type.remedy() + " |");
    }

    @Test
    void theEndingsAreThoseThatOlderReleasesWrote() {
        assertThat(RunEvent.endings()).containsExactly("run.completed", "run.failed", "run.canceled", "run.terminated");
    }

    @Test
    void aRunThatIsOverWorksAgainOnceItIsStartedOrRetried() {
        assertThat(RunEvent.beginnings()).containsExactly("run.started", "run.retried");
    }

    @Test
    void aTypeOfANewerReleaseIsUnknown() {
        assertThat(RunEvent.ofType("stage.dreamt")).isEmpty();
    }

    private static String[] members(Class<? extends RunEvent> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getAccessor)
                .map(accessor ->
                        "`" + accessor.getAnnotation(JsonProperty.class).value() + "`")
                .toArray(String[]::new);
    }

    private static Set<Class<?>> records(Class<?> type) {
        Set<Class<?>> found = new HashSet<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            if (permitted.isRecord()) {
                found.add(permitted);
            } else {
                found.addAll(records(permitted));
            }
        }
        return found;
    }
}
