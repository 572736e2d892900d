package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.project.TestSuite;
import io.quantumlayer.worker.language.LanguageProfile;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Stage 9, first half: the test files, and in a repair round new ones in place of those that are wrong or could not run. */
@Component
final class WriteTests implements StepHandler {

    private final Roles roles;
    private final LanguageProfiles languages;

    WriteTests(Roles roles, LanguageProfiles languages) {
        this.roles = roles;
        this.languages = languages;
    }

    @Override
    public Step step() {
        return Step.WRITE_TESTS;
    }

    @Override
    public StepResult run(StepWork work) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("requirements", work.answer(Step.PARSE_REQUIREMENTS, Map.class));
        input.put("structure", work.answer(Step.PLAN_STRUCTURE, Map.class));
        input.put("test_plan", work.answer(Step.PLAN_TESTS, Map.class));
        if (work.task().feedback() != null) {
            input.put("previous_tests", work.files(Step.WRITE_TESTS));
            List<String> said =
                    work.answer(work.task().feedback(), CheckReport.class).feedback();
            input.put(
                    "diagnostics",
                    Stream.concat(said.stream(), Judgement.stored(work).feedback().stream())
                            .toList());
        }
        Optional<LanguageProfile> profile = languages.find(work.facts().language());
        RoleAnswer<TestSuite> suite = roles.askOfCode(work, "tester", TestSuite.class, input);
        TestFiles files = TestFiles.of(work, profile, suite.value().files());
        if (!files.refused().isEmpty()) {
            input.put("previous_tests", suite.value().files());
            input.put("diagnostics", files.refused());
            suite = roles.askAgain(work, "tester", TestSuite.class, input);
            files = TestFiles.of(work, profile, suite.value().files());
        }
        return new StepResult(
                        work.write(suite.value()),
                        Outcome.completed("%d test files written%s"
                                        .formatted(files.taken().size(), Roles.unseen(work, input)))
                                .withReasons(files.refused()))
                .withFiles(files.taken())
                .with("provenance", suite.provenance());
    }
}
