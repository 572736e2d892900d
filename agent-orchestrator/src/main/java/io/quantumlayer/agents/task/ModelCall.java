package io.quantumlayer.agents.task;

import io.quantumlayer.contracts.llm.ChatCompletion;
import io.quantumlayer.contracts.llm.ChatMessage;
import io.quantumlayer.contracts.llm.ChatRequest;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.platform.model.TimedCall;
import io.quantumlayer.platform.problem.ModelProblems;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.platform.problem.UpstreamException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** A call of a model for a role, within its time limit and the task's budget; a rate limit is waited out. */
final class ModelCall {

    private static final int CHARACTERS_PER_TOKEN = 4;

    /** What is set aside for an answer without a limit. */
    private static final int LONGEST_ANSWER = 32_000;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final RouterClient router;
    private final Pace.Paces paces;
    private final Duration patience;

    /** Calls of models. @param patience longest time that a call waits for rate limits in all */
    ModelCall(RouterClient router, Pace.Paces paces, Duration patience) {
        this.router = router;
        this.paces = paces;
        this.patience = patience;
    }

    /**
     * Asks a model.
     *
     * @param structured whether the answer is to keep the role's schema; the rest of an answer cannot
     * @throws ProblemException BUDGET_EXCEEDED, TIMED_OUT, what {@link ModelProblems} makes of the router's error, or
     *     UPSTREAM_FAILED for an answer that is no completion
     */
    Reply ask(Commission commission, List<ChatMessage> messages, boolean structured) throws Exception {
        // The same call, however often a rate limit has it asked.
        int number = commission.numbers().next();
        Pace pace = paces.of(commission.model());
        Duration left = patience;
        Duration backoff = FIRST_PAUSE;
        while (true) {
            Pace.Place place = commission.halt().beforeWork(pace::enter);
            try {
                Reply reply = askOnce(commission, number, messages, structured);
                place.answer();
                return reply;
            } catch (RateLimited limited) {
                Duration pause = limited.pause().orElse(backoff);
                backoff = min(backoff.multipliedBy(2), LONGEST_PAUSE);
                left = left.minus(pause);
                if (left.isNegative()) {
                    place.leave();
                    throw limited.problem();
                }
                place.slowDown(pause);
            } catch (ProblemException e) {
                if (e.type() == ProblemType.TIMED_OUT) {
                    place.slowDown(Duration.ZERO);
                } else {
                    place.leave();
                }
                throw e;
            } catch (RuntimeException | Error | InterruptedException e) {
                place.leave();
                throw e;
            }
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Reply askOnce(Commission commission, int number, List<ChatMessage> messages, boolean structured)
            throws Exception {
        long promptTokens = messages.stream()
                .mapToLong(message -> tokens(message.content()))
                .sum();
        Integer cap = commission.limits().maxTokens();
        int wanted = cap == null ? LONGEST_ANSWER : cap;
        Budget.Reservation reservation =
                commission.halt().beforeWork(() -> commission.budget().reserve(promptTokens, wanted));
        Usage usage = null;
        boolean taken = true;
        try {
            ResponseEntity<ChatCompletion> response = withinTime(
                    commission,
                    new ChatRequest(
                            commission.model(),
                            messages,
                            structured ? commission.role().schema().responseFormat() : null,
                            cap == null && reservation.answerTokens() == wanted ? null : reservation.answerTokens(),
                            commission.limits().temperature()),
                    headers(commission, number));
            Reply reply = readable(commission, response, promptTokens);
            usage = reply.usage();
            return reply;
        } catch (RateLimited limited) {
            taken = false;
            throw limited;
        } finally {
            if (usage != null) {
                reservation.settle(usage);
            } else if (taken) {
                reservation.abandon();
            } else {
                reservation.refused();
            }
        }
    }

    /** Who pays and for what. */
    private static Map<String, String> headers(Commission commission, int call) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (commission.origin() != null) {
            headers.putAll(commission.origin().call(call).headers());
        }
        if (commission.budget().isInUsd()) {
            headers.put(RouterClient.BUDGET_HEADER, RouterClient.BUDGET_USD);
        }
        return headers;
    }

    private ResponseEntity<ChatCompletion> withinTime(
            Commission commission, ChatRequest request, Map<String, String> headers)
            throws InterruptedException, RateLimited {
        try {
            return TimedCall.ask(router, commission.role().name(), request, commission.limits(), headers);
        } catch (UpstreamException upstream) {
            throw problem(upstream);
        }
    }

    private static RuntimeException problem(UpstreamException upstream) throws RateLimited {
        ProblemException problem = ModelProblems.of(upstream).orElse(null);
        if (problem == null) {
            return upstream;
        }
        boolean busy = problem.type() == ProblemType.UNAVAILABLE
                && upstream.retryAfter().isPresent();
        if (busy || problem.type() == ProblemType.TOO_MANY_REQUESTS) {
            throw new RateLimited(problem, upstream.retryAfter());
        }
        return problem;
    }

    private static Reply readable(Commission commission, ResponseEntity<ChatCompletion> response, long promptTokens) {
        try {
            return reply(response, promptTokens);
        } catch (ProblemException unreadable) {
            commission.numbers().refuse();
            throw unreadable;
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
        HttpHeaders headers = response.getHeaders();
        // An answer that is given again was paid by an attempt that was cut short and could not tell what it used.
        String price = headers.getFirst(
                headers.containsHeader(RouterClient.REPLAYED_HEADER)
                        ? RouterClient.REPLAYED_COST_HEADER
                        : RouterClient.COST_HEADER);
        long asked = tokens == null ? promptTokens : tokens.promptTokens();
        long answered = tokens == null ? tokens(content) : tokens.completionTokens();
        // The built-in engine uses no tokens: it is free, not unpriced.
        Usage usage = new Usage(1, asked, answered, price(price), price == null && asked + answered > 0 ? 1 : null);
        return new Reply(
                content == null ? "" : content,
                choice.message().refusal(),
                "length".equals(choice.finishReason()),
                false,
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
     * @param refusal in what words the model declined, or {@code null}
     * @param cutOff whether the answer reached the token limit
     * @param continued whether it is put together of an answer that was cut off and what came after it
     * @param usage tokens as the router counts them; estimated by four characters each where it does not
     */
    record Reply(
            String content,
            @Nullable String refusal,
            boolean cutOff,
            boolean continued,
            @Nullable String provider,
            String model,
            Usage usage) {

        /** The same answer with what the rest of it has brought. */
        Reply with(String whole, Reply rest) {
            return new Reply(whole, rest.refusal, rest.cutOff, true, provider, model, usage.plus(rest.usage));
        }
    }
}
