package io.quantumlayer.metaprompt.enhancement;

import io.quantumlayer.contracts.llm.ChatMessage;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.contracts.prompts.EnhanceRequest;
import io.quantumlayer.contracts.prompts.EnhancedPrompt;
import io.quantumlayer.contracts.prompts.EnhancementStep;
import io.quantumlayer.contracts.prompts.RenderedPrompt;
import io.quantumlayer.platform.model.LimitOverrides;
import io.quantumlayer.prompt.PromptReader;
import io.quantumlayer.prompt.words.Targets;
import io.quantumlayer.prompt.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs the steps over a prompt and reports each of them. */
final class Enhancer {

    private static final int CHARACTERS_PER_TOKEN = 4;

    private final List<Step> analysis;
    private final RouterClient router;
    private final PromptRenderer renderer;
    private final LimitOverrides limits;

    Enhancer(
            List<AmbiguityRule> ambiguities,
            QualityDefaults quality,
            RouterClient router,
            PromptRenderer renderer,
            LimitOverrides limits) {
        PromptReader reader = PromptReader.load();
        Targets targets = Targets.load();
        Vocabulary vocabulary = Vocabulary.load(targets);
        this.analysis = List.of(
                new NormaliseText(),
                new DetermineTarget(targets),
                new ExtractFacts(reader),
                new ListAmbiguities(reader, targets, vocabulary, ambiguities),
                new AddAcceptanceCriteria(reader, targets, vocabulary),
                new AddQualityDefaults(targets, quality));
        this.router = router;
        this.renderer = renderer;
        this.limits = limits;
    }

    /**
     * Enhances a prompt; the result contains the user's words unchanged.
     *
     * @throws InterruptedException if whoever asked has left
     */
    EnhancedPrompt enhance(EnhanceRequest request) throws InterruptedException {
        Draft draft = Draft.of(request.originalPrompt(), request.language(), request.type(), request.context());
        List<EnhancementStep> report = new ArrayList<>();
        for (Step step : steps(request.model())) {
            Step.Outcome outcome = step.apply(draft);
            report.add(new EnhancementStep(step.name(), !outcome.draft().equals(draft), outcome.detail()));
            draft = outcome.draft();
        }
        return result(draft, report);
    }

    private List<Step> steps(@Nullable String model) {
        List<Step> steps = new ArrayList<>(analysis);
        if (model != null) {
            steps.add(new RewriteWithModel(router, renderer, limits, model));
        }
        steps.add(new AssemblePrompt(renderer));
        return steps;
    }

    private static EnhancedPrompt result(Draft draft, List<EnhancementStep> report) {
        RenderedPrompt rendered = Objects.requireNonNull(draft.assembled());
        String system = content(rendered, "system");
        String user = content(rendered, "user");
        return new EnhancedPrompt(
                user,
                system,
                Math.ceilDiv(system.length() + user.length(), CHARACTERS_PER_TOKEN),
                report.stream()
                        .filter(EnhancementStep::changed)
                        .map(EnhancementStep::detail)
                        .toList(),
                rendered.name() + "@" + rendered.version(),
                report,
                draft.notes(Section.QUESTIONS));
    }

    private static String content(RenderedPrompt prompt, String role) {
        return prompt.messages().stream()
                .filter(message -> message.role().equals(role))
                .map(ChatMessage::content)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The template " + prompt.name() + " has no message of the role " + role + "."));
    }
}
