package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.project.FailureJudgement;
import io.quantumlayer.contracts.project.FailureJudgement.AtFault;
import io.quantumlayer.contracts.project.FailureJudgement.Judged;
import io.quantumlayer.contracts.project.TestSuite;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.platform.problem.UpstreamException;
import io.quantumlayer.worker.project.Coverage;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepWork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Has each failing test compared with its requirement before anybody rewrites the code, or the test. */
@Component
final class Arbiter {

    /** Name under which a run is judged that ended before a test of it had failed. */
    static final String WHOLE_RUN = "the run of the tests";

    private static final Logger LOG = LoggerFactory.getLogger(Arbiter.class);

    private final Roles roles;

    Arbiter(Roles roles) {
        this.roles = roles;
    }

    /** Asks of the tests that failed last; a round that has another cause keeps what was said of them. */
    Judgement of(StepWork work) {
        if (work.task().feedback() != Step.RUN_TESTS) {
            return Judgement.stored(work);
        }
        CheckReport report = work.answer(Step.RUN_TESTS, CheckReport.class);
        List<Map<String, Object>> failures = failures(work, report);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("requirements", work.answer(Step.PARSE_REQUIREMENTS, Map.class));
        input.put("failures", failures);
        input.put("tests", testFiles(work, failures));
        input.put("sources", work.files(Step.WRITE_CODE));
        input.put("diagnostics", report.feedback());
        List<String> names = failures.stream()
                .map(failure -> String.valueOf(failure.get("test")))
                .toList();
        String of = work.drop(Step.RUN_TESTS).id();
        try {
            RoleAnswer<FailureJudgement> answer = roles.askPart(work, "arbiter", FailureJudgement.class, input);
            return judgement(of, names, answer.value().verdicts());
        } catch (UpstreamException failed) {
            if (failed.status().isSameCodeAs(HttpStatus.PAYMENT_REQUIRED)
                    || work.cancellation().requested()) {
                throw failed;
            }
            LOG.warn("Nobody judges the failed tests of {}: {}", work.task().workflowId(), failed.getMessage());
            String problem =
                    "The arbiter could not be asked, so that the code is taken to be wrong: " + failed.detail();
            return new Judgement(of, judged(names, problem), problem);
        }
    }

    private static Judgement judgement(String of, List<String> names, List<Judged> said) {
        List<Judged> verdicts = new ArrayList<>();
        List<String> unjudged = new ArrayList<>();
        for (String name : names) {
            find(name, said)
                    .ifPresentOrElse(
                            found -> verdicts.add(new Judged(name, found.atFault(), found.reason())),
                            () -> unjudged.add(name));
        }
        if (unjudged.isEmpty()) {
            return new Judgement(of, verdicts, null);
        }
        String problem = "The arbiter says nothing of %s, so that the code is taken to be wrong"
                .formatted(String.join(", ", unjudged));
        verdicts.addAll(judged(unjudged, problem));
        return new Judgement(of, verdicts, problem);
    }

    private static Optional<Judged> find(String name, List<Judged> said) {
        return said.stream()
                .filter(judged -> judged.test().equals(name))
                .findFirst()
                .or(() -> said.stream()
                        .filter(judged -> Coverage.normalised(judged.test()).equals(Coverage.normalised(name)))
                        .findFirst());
    }

    private static List<Judged> judged(List<String> names, String problem) {
        return names.stream()
                .map(name -> new Judged(name, AtFault.CODE, problem))
                .toList();
    }

    private static List<Map<String, Object>> failures(StepWork work, CheckReport report) {
        TestSuite suite = work.answer(Step.WRITE_TESTS, TestSuite.class);
        List<Map<String, Object>> failures = report.tests().stream()
                .filter(CheckReport.TestLine::failed)
                .map(test -> failure(test.name(), test.message(), covers(suite, test.name())))
                .toList();
        return failures.isEmpty() ? List.of(failure(WHOLE_RUN, report.reason(), List.of())) : failures;
    }

    private static Map<String, Object> failure(String test, @Nullable String message, List<String> covers) {
        Map<String, Object> failure = new LinkedHashMap<>();
        failure.put("test", test);
        failure.put("message", Objects.requireNonNullElse(message, ""));
        failure.put("covers", covers);
        return failure;
    }

    private static List<String> covers(TestSuite suite, String name) {
        return suite.tests().stream()
                .filter(test -> Coverage.normalised(test.name()).equals(Coverage.normalised(name)))
                .flatMap(test -> test.covers().stream())
                .distinct()
                .toList();
    }

    /** The files that the failing tests stand in; all of them where that cannot be told. */
    private static List<DropFile> testFiles(StepWork work, List<Map<String, Object>> failures) {
        List<DropFile> all = work.files(Step.WRITE_TESTS);
        List<DropFile> named = all.stream()
                .filter(file -> failures.stream()
                        .anyMatch(failure -> file.content().contains(String.valueOf(failure.get("test")))))
                .toList();
        return named.isEmpty() ? all : named;
    }
}
