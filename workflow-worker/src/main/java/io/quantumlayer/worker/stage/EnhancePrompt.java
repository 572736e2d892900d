package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.prompts.EnhanceRequest;
import io.quantumlayer.contracts.prompts.EnhancedPrompt;
import io.quantumlayer.contracts.prompts.PromptsClient;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import org.springframework.stereotype.Component;

/** Stage 1: the prompt with what a good analyst would add, and the questions that remain. */
@Component
final class EnhancePrompt implements StepHandler {

    private final PromptsClient prompts;

    EnhancePrompt(PromptsClient prompts) {
        this.prompts = prompts;
    }

    @Override
    public Step step() {
        return Step.ENHANCE_PROMPT;
    }

    @Override
    public StepResult run(StepWork work) {
        GenerationRequest request = work.request();
        EnhancedPrompt enhanced = prompts.enhance(
                new EnhanceRequest(request.prompt(), request.type(), request.language(), request.requirements(), null));
        String summary = "%d of %d steps changed the prompt, %d open questions"
                .formatted(
                        enhanced.improvements().size(),
                        enhanced.steps().size(),
                        enhanced.questions().size());
        return new StepResult(enhanced.enhancedPrompt(), Outcome.completed(summary))
                .with(StepWork.REQUEST, request)
                .with("system_prompt", enhanced.systemPrompt())
                .with("steps", enhanced.steps())
                .with("questions", enhanced.questions());
    }
}
