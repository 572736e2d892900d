package io.quantumlayer.worker.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.worker.project.ProjectPath;
import io.quantumlayer.worker.project.UnsafePathException;
import io.quantumlayer.worker.run.Step;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActivityFailuresTests {

    private static final String ERRORS = "https://quantumlayer.io/errors/";

    @Test
    void theUserReadsRoleModelTheProvidersSentenceAndARemedy() {
        ApplicationFailure failure = thrown(Answered.with(
                "agent-orchestrator",
                422,
                "Unsupported parameter: 'max_tokens'",
                ERRORS + "unprocessable",
                Map.of("role", "product-owner", "model", "gpt-5", "provider", "openai", "remedy", "Do this.")));

        assertThat(failure.isNonRetryable()).isTrue();
        assertThat(failure.getType()).isEqualTo("unprocessable");
        assertThat(failure.getOriginalMessage()).isEqualTo("Unsupported parameter: 'max_tokens'");
        assertThat(told(failure))
                .isEqualTo(new RunFailure(
                        "frd_generation",
                        "write_frd",
                        "unprocessable",
                        "Unsupported parameter: 'max_tokens'",
                        "Do this.",
                        "product-owner",
                        "gpt-5",
                        "openai"));
    }

    @Test
    void noServiceOfThePlatformIsNamed() {
        ApplicationFailure failure = thrown(Answered.with(
                "agent-orchestrator",
                502,
                "llm-router: Provider openai answered 500.",
                ERRORS + "upstream-failed",
                Map.of()));

        assertThat(failure.isNonRetryable()).isFalse();
        assertThat(told(failure).message()).isEqualTo("Provider openai answered 500.");
        assertThat(told(failure).remedy()).isEqualTo(FailureType.UPSTREAM_FAILED.remedy());
    }

    @Test
    void aServiceThatDoesNotAnswerIsTriedAgain() {
        ApplicationFailure failure = thrown(Answered.nothing("agent-orchestrator"));

        assertThat(failure.isNonRetryable()).isFalse();
        assertThat(told(failure).message()).startsWith("A part of the platform cannot be reached");
        assertThat(told(failure).type()).isEqualTo("unavailable");
        assertThat(told(failure).remedy()).contains("ql status");
    }

    @Test
    void aTypeThatIsNoneOfOursStillHasARemedy() {
        RunFailure failure =
                told(thrown(Answered.with("llm-router", 404, "no such model", "model_not_found", Map.of())));

        assertThat(failure.type()).isEqualTo("model_not_found");
        assertThat(failure.remedy()).isEqualTo(FailureType.NOT_FOUND.remedy());
    }

    @Test
    void aPageInPlaceOfASentenceIsCut() {
        RunFailure failure = told(thrown(Answered.with("parser", 502, "<p>".repeat(20_000), null, Map.of())));

        assertThat(failure.message()).hasSizeLessThan(2_100);
    }

    @Test
    void anUnsafePathIsNotTriedAgain() {
        ApplicationFailure failure =
                thrown(catchThrowableOfType(UnsafePathException.class, () -> ProjectPath.checked("../x")));

        assertThat(failure.isNonRetryable()).isTrue();
        assertThat(told(failure).type()).isEqualTo("unsafe-path");
    }

    @Test
    void aDefectIsOne() {
        assertThat(told(thrown(new IllegalStateException("broken"))))
                .returns("internal", RunFailure::type)
                .returns(FailureType.INTERNAL.remedy(), RunFailure::remedy)
                .extracting(RunFailure::message)
                .asString()
                .contains("broken");
    }

    @Test
    void aCancellationStaysOne() {
        CanceledFailure canceled = new CanceledFailure("canceled");

        assertThat(ActivityFailures.thrown(canceled, Step.WRITE_FRD, Usage.NONE))
                .isSameAs(canceled);
    }

    private static ApplicationFailure thrown(RuntimeException failure) {
        return (ApplicationFailure) ActivityFailures.thrown(failure, Step.WRITE_FRD, Usage.NONE);
    }

    private static RunFailure told(ApplicationFailure failure) {
        return failure.getDetails().get(0, RunFailure.class);
    }
}
