package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.llmrouter.adaptation.ModelKnowledge;
import io.quantumlayer.llmrouter.key.Admission;
import io.quantumlayer.llmrouter.key.Authoriser;
import io.quantumlayer.llmrouter.key.CallEstimate;
import io.quantumlayer.llmrouter.price.PriceTable;
import io.quantumlayer.llmrouter.route.Route;
import io.quantumlayer.llmrouter.route.RouteTable;
import io.quantumlayer.llmrouter.route.Target;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.Protocol;
import java.util.function.Consumer;

/** Lets a call in: who may call, what the call may cost, and on which route it goes. */
final class Admittance {

    /** Tokens of an answer that the caller sets no limit to, as far as they are reserved. */
    private static final long UNLIMITED_ANSWER = 4096;

    private final Authoriser authoriser;
    private final RouteTable routes;
    private final PriceTable prices;
    private final ModelKnowledge models;

    Admittance(Authoriser authoriser, RouteTable routes, PriceTable prices, ModelKnowledge models) {
        this.authoriser = authoriser;
        this.routes = routes;
        this.prices = prices;
        this.models = models;
    }

    /**
     * Lets the caller in and finds the route.
     *
     * @param accounting hears of the books that were opened, also where the call is refused thereafter
     * @throws ModelErrorException if the caller may not call, or nobody has the model
     */
    Route admit(Call call, Consumer<Accounting> accounting) {
        ModelRequest request = call.request();
        Route route = null;
        ModelErrorException unknown = null;
        try {
            route = routes.route(request.model());
        } catch (ModelErrorException none) {
            // Whoever has no key is told so first, whatever the model.
            unknown = none;
        }
        long input = request.inputEstimate();
        long output = maxOutput(request);
        long most = route == null
                ? 0
                : Accounting.mostNanos(prices, route.targets(), request, target -> longest(target, request, output));
        CallEstimate estimate = new CallEstimate(request.model(), input, output, most, request.bytes().length);
        Admission admission = authoriser.admit(call.credential(), estimate);
        Accounting books = switch (admission) {
            case Admission.Refused refused -> throw error(refused);
            case Admission.Granted granted -> new Accounting(granted, estimate, prices, call.origin());
        };
        accounting.accept(books);
        if (route == null) {
            throw unknown == null ? ModelErrorException.internal() : unknown;
        }
        checkPrices(route, call.onBudget() || books.hasBudget());
        return route;
    }

    /** What the caller is told. */
    static ModelErrorException error(Admission.Refused refused) {
        return ModelErrorException.of(
                refused.status(), refused.type(), null, refused.code(), refused.message(), refused.headers());
    }

    private void checkPrices(Route route, boolean onBudget) {
        for (Target target : route.targets()) {
            if (prices.refuses(target.provider().priceCatalogues(), target.model(), onBudget)) {
                throw ModelErrorException.invalid(
                        "model",
                        "model_not_priced",
                        "The price of %s/%s is not known%s. Add it to quantumlayer.router.models-file, 0 for a model that costs nothing, or set quantumlayer.router.refuse-unpriced=false."
                                .formatted(
                                        target.provider().name(),
                                        target.model(),
                                        onBudget ? ", and the call is on a budget, which it would never use up" : ""));
            }
        }
    }

    /** Tokens of the longest answer: without a limit of the caller's, Claude is asked for what it has of its own. */
    private long longest(Target target, ModelRequest request, long output) {
        boolean limited = request.maxTokens() > 0 || output == 0;
        return limited || target.provider().protocol() == Protocol.OPENAI_CHAT
                ? output
                : Math.max(output, models.unsetLimit(target.provider(), target.model()));
    }

    static long maxOutput(ModelRequest request) {
        return switch (request.operation()) {
            case EMBEDDINGS, COUNT_TOKENS, INPUT_TOKENS -> 0;
            case CHAT, MESSAGES, RESPONSES, COMPACT ->
                request.maxTokens() == 0 ? UNLIMITED_ANSWER : request.maxTokens();
        };
    }
}
