package io.quantumlayer.llmrouter.exchange;

import io.netty.channel.EventLoop;
import io.quantumlayer.llmrouter.adaptation.ModelKnowledge;
import io.quantumlayer.llmrouter.journal.CallJournal;
import io.quantumlayer.llmrouter.key.Admission;
import io.quantumlayer.llmrouter.key.Authoriser;
import io.quantumlayer.llmrouter.key.Permission;
import io.quantumlayer.llmrouter.price.PriceTable;
import io.quantumlayer.llmrouter.provider.RequestClass;
import io.quantumlayer.llmrouter.provider.RouterProperties;
import io.quantumlayer.llmrouter.route.RouteTable;
import io.quantumlayer.llmrouter.route.Target;
import io.quantumlayer.llmrouter.upstream.Upstreams;
import io.quantumlayer.llmrouter.usage.TokenEstimator;
import io.quantumlayer.protocols.ModelErrorException;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Opens model calls, and says beforehand what one would take. */
public final class ModelCalls implements AutoCloseable {

    private final RouteTable routes;
    private final Authoriser authoriser;
    private final PriceTable prices;
    private final RouterProperties properties;
    private final Admittance admission;
    private final CallResources resources;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ModelCalls(
            Upstreams upstreams,
            RouteTable routes,
            Authoriser authoriser,
            PriceTable prices,
            ModelKnowledge models,
            TokenEstimator estimator,
            CallMetrics metrics,
            CallTraces traces,
            AnswerCache cache,
            @Nullable CallJournal journal,
            BackgroundResponses background,
            RouterProperties properties) {
        this.routes = routes;
        this.authoriser = authoriser;
        this.prices = prices;
        this.properties = properties;
        this.admission = new Admittance(authoriser, routes, prices, models);
        this.resources = new CallResources(
                upstreams,
                new ImageFetcher(upstreams, properties.connectTimeout()),
                models,
                estimator,
                new Candidates(prices),
                cache,
                journal,
                background,
                new CallReport(metrics, traces, threads),
                threads,
                Math.toIntExact(properties.maxAnswerSize().toBytes()),
                properties.retryWait());
    }

    /** Begins a call; on the event loop alone. */
    public Exchange open(EventLoop loop, Call call, Client client) {
        Exchange exchange = new Exchange(resources, admission, loop, call, client);
        resources.report().begun();
        exchange.start();
        return exchange;
    }

    /** Whether callers must have a key. */
    public boolean isKeyRequired() {
        return authoriser.isRequired();
    }

    /**
     * What a request would take.
     *
     * @param inputUsd US dollars for the request alone; {@code null} where the price is not known
     * @param maxUsd US dollars with the longest answer; {@code null} where the price is not known
     */
    public record Estimate(
            String provider,
            String model,
            long inputTokens,
            long maxOutputTokens,
            @Nullable BigDecimal inputUsd,
            @Nullable BigDecimal maxUsd) {}

    /**
     * Estimates what a request would take, were it sent now; takes time.
     *
     * @throws ModelErrorException if the caller has no key where one is needed, may not ask the model, or nobody has it
     */
    public Estimate estimate(ModelRequest request, @Nullable String credential) {
        if (!permitted(credential).allowed().test(request.model())) {
            throw Admittance.error(Admission.Refused.model(request.model()));
        }
        Target target = resources
                .candidates()
                .of(routes.route(request.model()), request, RequestClass.INTERACTIVE)
                .getFirst()
                .target();
        long input = resources.count(request);
        long output = Admittance.maxOutput(request);
        return new Estimate(
                target.provider().name(),
                target.model(),
                input,
                output,
                Accounting.usd(prices, target, input, 0),
                Accounting.usd(prices, target, input, output));
    }

    /**
     * Which models a caller may ask.
     *
     * @throws ModelErrorException if the caller has no key that works where one is needed
     */
    public Permission.Models permitted(@Nullable String credential) {
        return switch (authoriser.permission(credential)) {
            case Permission.Models models -> models;
            case Permission.None none -> throw Admittance.error(none.reason());
        };
    }

    @Override
    public void close() {
        threads.close();
    }

    /** Settings that a caller of the models needs, too. */
    public RouterProperties properties() {
        return properties;
    }

    /** An event loop for a call that comes from within. */
    public EventLoop loop() {
        return resources.upstreams().loop();
    }

    /** Names of routes, for lists of models. */
    public List<String> routeNames() {
        return routes.names();
    }
}
