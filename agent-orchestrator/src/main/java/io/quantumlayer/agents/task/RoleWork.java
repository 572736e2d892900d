package io.quantumlayer.agents.task;

import io.quantumlayer.agents.role.Role;
import io.quantumlayer.contracts.agents.Answer;
import io.quantumlayer.contracts.agents.Provenance;
import io.quantumlayer.contracts.agents.TaskRequest;
import io.quantumlayer.contracts.llm.ChatMessage;
import io.quantumlayer.contracts.prompts.PromptsClient;
import io.quantumlayer.contracts.prompts.RenderRequest;
import io.quantumlayer.contracts.prompts.RenderedPrompt;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Has a role answer one input: renders its prompt, asks the model, has an answer that was cut off continued, and asks once
 * more where the answer is invalid.
 */
final class RoleWork {

    /** Parts of an answer after its first: 20,000 tokens come even from a model that ends at 4,096. */
    private static final int MOST_CONTINUATIONS = 8;

    private final PromptsClient prompts;
    private final ModelCall calls;

    RoleWork(PromptsClient prompts, ModelCall calls) {
        this.prompts = prompts;
        this.calls = calls;
    }

    /**
     * Answers an input.
     *
     * @throws ProblemException with the members {@code role}, {@code model} and, where there is one, {@code remedy};
     *     ANSWER_INVALID with the violations when the second answer is invalid too
     */
    Answer answer(Commission commission, Map<String, Object> input) throws Exception {
        try {
            return checkedAnswer(commission, input);
        } catch (ProblemException e) {
            e.with("role", commission.role().name());
            if (!e.members().containsKey("model")) {
                e.with("model", commission.model());
            }
            throw e;
        }
    }

    private Answer checkedAnswer(Commission commission, Map<String, Object> input) throws Exception {
        Role role = commission.role();
        RenderedPrompt prompt = prompts.render(role.prompt(), new RenderRequest(Map.of("input", input), null));
        ModelCall.Reply first = whole(commission, prompt.messages());
        CheckedText checked = check(role, first);
        if (checked.answer() != null) {
            return new Answer(checked.answer(), provenance(prompt, first, first.usage()));
        }
        ModelCall.Reply second = whole(
                first.cutOff() || first.continued() ? commission.withMoreRoom() : commission,
                again(prompt.messages(), first, checked.violations()));
        CheckedText corrected = check(role, second);
        if (corrected.answer() != null) {
            return new Answer(
                    corrected.answer(), provenance(prompt, second, first.usage().plus(second.usage())));
        }
        commission.numbers().refuse();
        throw new ProblemException(
                        ProblemType.ANSWER_INVALID,
                        "The model '%s' gave the role '%s' no valid answer in two attempts: %s."
                                .formatted(second.model(), role.name(), String.join("; ", corrected.violations())))
                .with("violations", corrected.violations())
                .with("model", second.model())
                .with("remedy", "Name a model that follows instructions better, or ask for less at once.")
                .with(TaskRequest.USED, commission.budget().usedInAll());
    }

    /** Asks, and asks for the rest as long as there is one and the model goes on. */
    private ModelCall.Reply whole(Commission commission, List<ChatMessage> messages) throws Exception {
        ModelCall.Reply reply = calls.ask(commission, messages, true);
        for (int i = 0;
                i < MOST_CONTINUATIONS && reply.cutOff() && !reply.content().isBlank();
                i++) {
            ModelCall.Reply rest = calls.ask(commission, Continuation.question(messages, reply.content()), false);
            String joined = Continuation.joined(reply.content(), rest.content());
            boolean further = !joined.equals(reply.content());
            reply = reply.with(joined, rest);
            if (!further) {
                break;
            }
        }
        return reply;
    }

    private static CheckedText check(Role role, ModelCall.Reply reply) {
        if (reply.refusal() != null) {
            return CheckedText.broken("the model declined to answer: " + reply.refusal());
        }
        if (reply.cutOff()) {
            return CheckedText.broken(
                    reply.content().isBlank()
                            ? "the answer was cut off at the token limit before it began; think less, answer at once"
                            : "the answer was cut off at the token limit, however often it was continued; answer more briefly");
        }
        CheckedText checked = CheckedText.of(reply.content(), role.schema());
        return checked.answer() == null && reply.continued()
                ? checked.because(
                        "the answer was cut off at the token limit, and what came after it does not complete it")
                : checked;
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

    private static Provenance provenance(RenderedPrompt prompt, ModelCall.Reply accepted, Usage usage) {
        return new Provenance(
                accepted.provider(), accepted.model(), prompt.name(), prompt.version(), usage.calls(), usage);
    }
}
