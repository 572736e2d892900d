package io.quantumlayer.agents.task;

import io.quantumlayer.agents.role.Role;
import io.quantumlayer.contracts.agents.Usage;
import io.quantumlayer.contracts.llm.ChatCompletion;
import io.quantumlayer.contracts.llm.ChatMessage;
import io.quantumlayer.contracts.llm.ChatRequest;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** One call of a model for a role, within its time limit and the task's budget. */
final class ModelCall {

    private static final int CHARACTERS_PER_TOKEN = 4;

    private final RouterClient router;
    private final ExecutorService threads;

    ModelCall(RouterClient router, ExecutorService threads) {
        this.router = router;
        this.threads = threads;
    }

    /**
     * Asks a model.
     *
     * @throws ProblemException BUDGET_EXCEEDED, TIMED_OUT, or UPSTREAM_FAILED for an answer that is no completion
     */
    Reply ask(Role role, String model, List<ChatMessage> messages, Budget budget) throws InterruptedException {
        long promptTokens = messages.stream()
                .mapToLong(message -> tokens(message.content()))
                .sum();
        Budget.Reservation reservation =
                budget.reserve(promptTokens, role.limits().maxTokens());
        Usage usage = null;
        try {
            ResponseEntity<ChatCompletion> response = withinTime(
                    role,
                    new ChatRequest(
                            model,
                            messages,
                            role.schema().responseFormat(),
                            reservation.answerTokens(),
                            role.limits().temperature()));
            Reply reply = reply(response, promptTokens);
            usage = reply.usage();
            return reply;
        } finally {
            if (usage == null) {
                reservation.abandon();
            } else {
                reservation.settle(usage);
            }
        }
    }

    private ResponseEntity<ChatCompletion> withinTime(Role role, ChatRequest request) throws InterruptedException {
        Future<ResponseEntity<ChatCompletion>> call = threads.submit(() -> router.complete(request));
        try {
            return call.get(role.limits().timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ProblemException(
                    ProblemType.TIMED_OUT,
                    "The model '%s' did not answer the role '%s' within %s."
                            .formatted(
                                    request.model(), role.name(), role.limits().timeoutText()),
                    e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            // Closes the connection where the wait ended early; a call that is done does not mind.
            call.cancel(true);
        }
    }

    private static Reply reply(ResponseEntity<ChatCompletion> response, long promptTokens) {
        ChatCompletion completion = response.getBody();
        if (completion == null
                || completion.choices() == null
                || completion.choices().isEmpty()) {
            throw new ProblemException(ProblemType.UPSTREAM_FAILED, "llm-router answered without a completion.");
        }
        ChatCompletion.Choice choice = completion.choices().getFirst();
        String content = choice.message().content();
        ChatCompletion.TokenUsage tokens = completion.usage();
        Usage usage = new Usage(
                1,
                tokens == null ? promptTokens : tokens.promptTokens(),
                tokens == null ? tokens(content) : tokens.completionTokens(),
                price(response.getHeaders().getFirst(RouterClient.COST_HEADER)));
        return new Reply(
                content == null ? "" : content,
                choice.message().refusal() != null,
                "length".equals(choice.finishReason()),
                response.getHeaders().getFirst(RouterClient.PROVIDER_HEADER),
                completion.model(),
                usage);
    }

    private static long tokens(@Nullable String text) {
        return text == null ? 0 : Math.ceilDiv(text.length(), CHARACTERS_PER_TOKEN);
    }

    private static double price(@Nullable String header) {
        try {
            return header == null ? 0 : Double.parseDouble(header);
        } catch (NumberFormatException e) {
            throw new ProblemException(
                    ProblemType.UPSTREAM_FAILED, "llm-router's header X-QL-Cost-USD is not a number.", e);
        }
    }

    /**
     * What the model said.
     *
     * @param refused whether the model declined
     * @param cutOff whether the answer reached the token limit
     * @param usage tokens as the router counts them; estimated by four characters each where it does not
     */
    record Reply(
            String content,
            boolean refused,
            boolean cutOff,
            @Nullable String provider,
            String model,
            Usage usage) {}
}
