package io.quantumlayer.agents.task;

import io.quantumlayer.agents.role.Role;
import io.quantumlayer.contracts.agents.Answer;
import io.quantumlayer.contracts.agents.Provenance;
import io.quantumlayer.contracts.llm.ChatMessage;
import io.quantumlayer.contracts.prompts.PromptsClient;
import io.quantumlayer.contracts.prompts.RenderRequest;
import io.quantumlayer.contracts.prompts.RenderedPrompt;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Has a role answer one input: renders its prompt, asks the model, and asks once more where the answer is invalid. */
final class RoleWork {

    private final PromptsClient prompts;
    private final ModelCall calls;

    RoleWork(PromptsClient prompts, ModelCall calls) {
        this.prompts = prompts;
        this.calls = calls;
    }

    /**
     * Answers an input.
     *
     * @throws ProblemException ANSWER_INVALID with the violations when the second answer is invalid too
     */
    Answer answer(Role role, String model, Map<String, Object> input, Budget budget) throws InterruptedException {
        RenderedPrompt prompt = prompts.render(role.prompt(), new RenderRequest(Map.of("input", input), null));
        ModelCall.Reply first = calls.ask(role, model, prompt.messages(), budget);
        CheckedText checked = check(role, first);
        if (checked.answer() != null) {
            return new Answer(checked.answer(), provenance(prompt, first, 1, first));
        }
        ModelCall.Reply second = calls.ask(role, model, again(prompt.messages(), first, checked.violations()), budget);
        CheckedText corrected = check(role, second);
        if (corrected.answer() != null) {
            return new Answer(corrected.answer(), provenance(prompt, second, 2, first));
        }
        throw new ProblemException(
                        ProblemType.ANSWER_INVALID,
                        "The model '%s' gave the role '%s' no valid answer in two attempts: %s."
                                .formatted(second.model(), role.name(), String.join("; ", corrected.violations())))
                .with("violations", corrected.violations())
                .with("model", second.model())
                .with("used", budget.used());
    }

    private static CheckedText check(Role role, ModelCall.Reply reply) {
        if (reply.refused()) {
            return CheckedText.broken("the model declined to answer");
        }
        if (reply.cutOff()) {
            return CheckedText.broken("the answer was cut off at the token limit; answer more briefly");
        }
        return CheckedText.of(reply.content(), role.schema());
    }

    /** Repeats the last message with what was wrong: whoever reads only that message, as the built-in engine does, has it all. */
    private static List<ChatMessage> again(List<ChatMessage> messages, ModelCall.Reply reply, List<String> violations) {
        List<ChatMessage> again = new ArrayList<>(messages);
        if (!reply.content().isBlank()) {
            again.add(new ChatMessage("assistant", reply.content()));
        }
        String list = String.join("\n- ", violations).replace('`', '\'');
        ChatMessage question = messages.getLast();
        again.add(new ChatMessage(
                question.role(),
                "Your answer was refused:\n- " + list
                        + "\n\nAnswer again, the whole JSON object, without these faults.\n\n" + question.content()));
        return again;
    }

    private static Provenance provenance(
            RenderedPrompt prompt, ModelCall.Reply accepted, int attempts, ModelCall.Reply first) {
        return new Provenance(
                accepted.provider(),
                accepted.model(),
                prompt.name(),
                prompt.version(),
                attempts,
                attempts == 1 ? accepted.usage() : first.usage().plus(accepted.usage()));
    }
}
