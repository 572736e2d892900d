package io.quantumlayer.workflowapi.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantumlayer.contracts.usage.RunBudget;
import io.quantumlayer.platform.problem.ProblemException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartRequestTests {

    @ParameterizedTest
    @ValueSource(strings = {"TestProject", "my-fancy-name", "game 2048", "Überweisung prüfen", "a", "v1.2_x"})
    void aProjectMayHaveAnyNameThatItsFolderKeeps(String name) {
        assertThat(request(Map.of("project_name", name), "openai/gpt-5", null)
                        .checked(null)
                        .requirements())
                .containsEntry("project_name", name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0007b",
                "a\nb",
                "a\u001b[31m",
                "../x",
                "a/b",
                "a\\b",
                ".git",
                "a.",
                "a ",
                "a\u202Eb",
                "-rf",
                "日本",
                "Größe",
                "2048",
                "\n"
            })
    void aProjectNameThatNoFolderKeepsIsRefused(String name) {
        refused(request(Map.of("project_name", name), null, null), "requirements.project_name");
    }

    @Test
    void aProjectNameIsATextOfAtMostSixtyCharacters() {
        refused(request(Map.of("project_name", "a".repeat(61)), null, null), "requirements.project_name");
        refused(request(Map.of("project_name", "aB".repeat(30)), null, null), "requirements.project_name");
        refused(request(Map.of("project_name", 7), null, null), "requirements.project_name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scripted/\u001b[31mx", "scripted/x\nlog", "\u202Ex"})
    void aModelStandsOnOneLineOfPrintableCharacters(String model) {
        refused(request(Map.of(), model, null), "model");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.POSITIVE_INFINITY, Double.NaN})
    void aBudgetIsANumberGreaterThanZero(double usd) {
        refused(request(Map.of(), null, new RunBudget(usd, null, null, null)), "budget.usd");
    }

    private static void refused(StartRequest request, String field) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> request.checked(null))
                .satisfies(
                        problem -> assertThat(problem.type().status().value()).isEqualTo(400))
                .withMessageContaining(field);
    }

    private static StartRequest request(
            Map<String, Object> requirements, @Nullable String model, @Nullable RunBudget budget) {
        return new StartRequest(
                null, "x", "python", "function", null, null, null, requirements, model, budget, null, null);
    }
}
