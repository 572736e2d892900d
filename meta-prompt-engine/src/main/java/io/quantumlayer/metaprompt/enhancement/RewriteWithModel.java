package io.quantumlayer.metaprompt.enhancement;

import io.quantumlayer.contracts.llm.ChatCompletion;
import io.quantumlayer.contracts.llm.ChatRequest;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.contracts.prompts.RenderedPrompt;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has a model put the request into clear words. Its failure is the failure of the enhancement. */
final class RewriteWithModel implements Step {

    private static final String TEMPLATE = "rewrite";
    private static final int MOST_TOKENS = 1024;
    private static final double TEMPERATURE = 0.1;

    private final RouterClient router;
    private final PromptRenderer renderer;
    private final String model;

    RewriteWithModel(RouterClient router, PromptRenderer renderer, String model) {
        this.router = router;
        this.renderer = renderer;
        this.model = model;
    }

    @Override
    public String name() {
        return "rewrite_with_model";
    }

    @Override
    public Outcome apply(Draft draft) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("fence", Fence.around(draft.reading()));
        variables.put("prompt", draft.reading());
        variables.put("target", Bullets.of(draft.notes(Section.TARGET)));
        RenderedPrompt prompt = renderer.render(TEMPLATE, variables);
        ChatCompletion completion = router.complete(
                        new ChatRequest(model, prompt.messages(), null, MOST_TOKENS, TEMPERATURE))
                .getBody();
        return new Outcome(
                draft.rewritten(text(completion)),
                "Added the request as " + model + " words it, by template " + prompt.name() + "@" + prompt.version()
                        + ".");
    }

    private String text(@Nullable ChatCompletion completion) {
        List<ChatCompletion.Choice> choices = completion == null ? List.of() : completion.choices();
        if (choices.isEmpty()) {
            throw failure("answered without a choice");
        }
        ChatCompletion.Choice choice = choices.getFirst();
        String content = choice.message().content();
        if (choice.message().refusal() != null) {
            throw failure("declined to rewrite the prompt");
        }
        if (content == null || content.isBlank()) {
            throw failure("answered with an empty text");
        }
        if ("length".equals(choice.finishReason())) {
            throw failure("needed more than " + MOST_TOKENS + " tokens to rewrite the prompt");
        }
        return content.strip();
    }

    private ProblemException failure(String what) {
        return new ProblemException(
                ProblemType.UPSTREAM_FAILED,
                "The model '" + model + "' " + what + "; leave 'model' out to enhance without one.");
    }
}
