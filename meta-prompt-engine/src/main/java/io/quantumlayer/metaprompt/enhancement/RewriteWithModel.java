package io.quantumlayer.metaprompt.enhancement;

import io.quantumlayer.contracts.llm.ChatCompletion;
import io.quantumlayer.contracts.llm.ChatRequest;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.contracts.prompts.RenderedPrompt;
import io.quantumlayer.platform.model.CallLimits;
import io.quantumlayer.platform.model.LimitOverrides;
import io.quantumlayer.platform.model.Thoughts;
import io.quantumlayer.platform.model.TimedCall;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has a model put the request into clear words. Its failure is the failure of the enhancement. */
final class RewriteWithModel implements Step {

    private static final String TEMPLATE = "rewrite";

    /** By this name an operator sets other limits. */
    private static final String ROLE = "enhancer";

    private static final CallLimits LIMITS = new CallLimits(null, null, "10m", 1);

    private final RouterClient router;
    private final PromptRenderer renderer;
    private final LimitOverrides limits;
    private final String model;

    RewriteWithModel(RouterClient router, PromptRenderer renderer, LimitOverrides limits, String model) {
        this.router = router;
        this.renderer = renderer;
        this.limits = limits;
        this.model = model;
    }

    @Override
    public String name() {
        return "rewrite_with_model";
    }

    @Override
    public Outcome apply(Draft draft) throws InterruptedException {
        Map<String, Object> variables = new HashMap<>();
        variables.put("fence", Fence.around(draft.reading()));
        variables.put("prompt", draft.reading());
        variables.put("target", Bullets.of(draft.notes(Section.TARGET)));
        RenderedPrompt prompt = renderer.render(TEMPLATE, variables);
        CallLimits allowed = limits.of(ROLE, model, LIMITS);
        ChatRequest request =
                new ChatRequest(model, prompt.messages(), null, allowed.maxTokens(), allowed.temperature());
        ChatCompletion completion =
                TimedCall.ask(router, ROLE, request, allowed).getBody();
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
        ChatCompletion.Message message = choice.message();
        if (message.refusal() != null) {
            throw failure("declined to rewrite the prompt: " + message.refusal());
        }
        String text = message.content() == null ? "" : Thoughts.takenOutOf(message.content());
        if ("length".equals(choice.finishReason())) {
            throw failure("reached its limit of tokens before the rewritten prompt was whole");
        }
        if (text.isBlank()) {
            throw failure("answered with an empty text");
        }
        return text.strip();
    }

    private ProblemException failure(String what) {
        return new ProblemException(ProblemType.UPSTREAM_FAILED, "The model '" + model + "' " + what + ".")
                .with("model", model)
                .with("remedy", "Name another model, or leave 'model' out to enhance without one.");
    }
}
