package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.prompts.EnhanceRequest;
import io.quantumlayer.contracts.prompts.EnhancedPrompt;
import io.quantumlayer.contracts.prompts.EnhancementStep;
import io.quantumlayer.contracts.prompts.PromptsClient;
import io.quantumlayer.contracts.prompts.RenderRequest;
import io.quantumlayer.contracts.prompts.RenderedPrompt;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.FakeRun;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnhancePromptTests {

    private final List<EnhanceRequest> asked = new ArrayList<>();
    private final StepWork work = new FakeRun("python").at(Step.ENHANCE_PROMPT);

    @Test
    void enhancementIsAskedForWhatTheRequestSays() {
        run();

        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.originalPrompt()).isEqualTo("add");
            assertThat(request.language()).isEqualTo("python");
            assertThat(request.type()).isEqualTo("library");
        });
    }

    @Test
    void dropHoldsTheRequestThatLaterStepsRead() {
        StepResult result = run();

        assertThat(result.artifact()).isEqualTo("Add two numbers.");
        assertThat(result.metadata())
                .containsEntry(StepWork.REQUEST, work.request())
                .containsEntry("questions", List.of("Which numbers?"));
        assertThat(result.outcome().summary()).isEqualTo("1 of 2 steps changed the prompt, 1 open questions");
        assertThat(result.outcome().reasons()).isEmpty();
    }

    private StepResult run() {
        return new EnhancePrompt(new PromptsClient() {
                    @Override
                    public EnhancedPrompt enhance(EnhanceRequest request) {
                        asked.add(request);
                        return new EnhancedPrompt(
                                "Add two numbers.",
                                "You are an analyst.",
                                4,
                                List.of("names the numbers"),
                                "enhance",
                                List.of(
                                        new EnhancementStep("facts", true, ""),
                                        new EnhancementStep("target", false, "")),
                                List.of("Which numbers?"));
                    }

                    @Override
                    public RenderedPrompt render(String name, RenderRequest request) {
                        throw new UnsupportedOperationException();
                    }
                })
                .run(work);
    }
}
