package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.parser.FileReport;
import io.quantumlayer.contracts.parser.ImportedModule;
import io.quantumlayer.contracts.parser.ProjectReport;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.FakeRun;
import io.quantumlayer.worker.step.StepResult;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolveDependenciesTests {

    @ParameterizedTest
    @CsvSource({"package, true", "standard_library, false", "project, false"})
    void packageThatIsImportedAndNotThereIsNamed(String origin, boolean named) {
        FileReport report = new FileReport(
                "adding.py",
                List.of(),
                List.of(),
                List.of(new ImportedModule("reqeusts_pro_utils", origin, 2)),
                null,
                List.of(),
                List.of());
        ResolveDependencies step =
                new ResolveDependencies(new CodeAnalysis(request -> new ProjectReport("python", List.of(report))));

        StepResult result =
                step.run(new FakeRun("python", new DropFile("adding.py", "the code")).at(Step.RESOLVE_DEPENDENCIES));

        assertThat(result.outcome()
                        .reasons()
                        .toString()
                        .contains("The package 'reqeusts_pro_utils' is imported but not resolved"))
                .isEqualTo(named);
        assertThat(result.outcome().reasons()).hasSize(named ? 1 : 0);
    }
}
