package io.quantumlayer.worker.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectNameTests {

    @ParameterizedTest
    @CsvSource({
        "my-fancy-name, word-counter, my-fancy-name",
        "TestProject, word-counter, test-project",
        "Überweisung prüfen, word-counter, uberweisung-prufen",
        "app, todo-app, app",
        "app, app-store, app",
        "random, random-project, random",
        "漢字, word-counter, word-counter",
    })
    void theRequirementsCarryTheNameOfTheRequest(String stated, String answered, String name) {
        assertThat(new ProjectName(stated)
                        .in(requirements(answered, "Word counter"))
                        .name())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "my-fancy-name, Word counter, my-fancy-name",
        "my-fancy-name, My Fancy Name, My Fancy Name",
        "TestProject, Test Project: a service, Test Project: a service",
        "app, Todo App, app",
        "app, App Store, app",
        "app, App - the best, App - the best",
        "漢字, Word counter, 漢字",
    })
    void theTitleHasTheNameInIt(String stated, String answered, String title) {
        assertThat(new ProjectName(stated)
                        .in(requirements("word-counter", answered))
                        .title())
                .isEqualTo(title);
    }

    @Test
    void theHeadingOfTheReadmeIsTheName() {
        ProjectName name = new ProjectName("my-fancy-name");

        assertThat(name.inReadme("# Word counter\n\nCounts.\n\n# Use\n"))
                .isEqualTo("# my-fancy-name\n\nCounts.\n\n# Use\n");
        assertThat(name.inReadme("# Not my fancy name\n")).isEqualTo("# my-fancy-name\n");
        assertThat(name.inReadme("# My fancy name 1.0\n")).isEqualTo("# My fancy name 1.0\n");
        assertThat(name.inReadme("Counts words.\n")).isEqualTo("# my-fancy-name\n\nCounts words.\n");
    }

    @Test
    void aRequestNeedNotNameItsProject() {
        assertThat(ProjectName.of(request(Map.of()))).isEmpty();
        assertThat(ProjectName.of(request(Map.of("project_name", " ")))).isEmpty();
        assertThat(ProjectName.of(request(Map.of("project_name", "shop")))).contains(new ProjectName("shop"));
    }

    private static GenerationRequest request(Map<String, Object> requirements) {
        return new GenerationRequest(
                "one", "a prompt", "python", "function", null, true, true, requirements, null, null, 3, null);
    }

    private static Requirements requirements(String name, String title) {
        return new Requirements(
                name, title, "", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null);
    }
}
