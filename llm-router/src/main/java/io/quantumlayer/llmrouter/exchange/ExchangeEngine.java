package io.quantumlayer.llmrouter.exchange;

import io.github.resilience4j.core.IntervalFunction;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.llmrouter.adaptation.ModelKnowledge;
import io.quantumlayer.llmrouter.error.ModelErrorException;
import io.quantumlayer.llmrouter.key.Admission;
import io.quantumlayer.llmrouter.key.CallEstimate;
import io.quantumlayer.llmrouter.key.Gatekeeper;
import io.quantumlayer.llmrouter.price.PriceTable;
import io.quantumlayer.llmrouter.provider.Account;
import io.quantumlayer.llmrouter.provider.RequestClass;
import io.quantumlayer.llmrouter.provider.RouterProperties;
import io.quantumlayer.llmrouter.route.Route;
import io.quantumlayer.llmrouter.route.RouteTable;
import io.quantumlayer.llmrouter.route.Target;
import io.quantumlayer.llmrouter.translation.Protocol;
import io.quantumlayer.llmrouter.translation.TokenUsage;
import io.quantumlayer.llmrouter.upstream.Upstreams;
import io.quantumlayer.llmrouter.usage.TokenEstimator;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs model calls: who may call, who is asked, what is told about it. */
public final class ExchangeEngine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeEngine.class);

    /** Tokens of an answer that the caller sets no limit to, as far as they are reserved. */
    private static final long UNLIMITED_ANSWER = 4096;

    private static final Duration QUOTA_PAUSE = Duration.ofSeconds(60);

    private final Upstreams upstreams;
    private final RouteTable routes;
    private final Gatekeeper gatekeeper;
    private final PriceTable prices;
    private final ModelKnowledge models;
    private final TokenEstimator estimator;
    private final CallMetrics metrics;
    private final CallTraces traces;
    private final AnswerCache cache;
    private final Candidates candidates;
    private final RouterProperties properties;
    private final IntervalFunction backoff =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(100), 2.0, 0.5, Duration.ofSeconds(5));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ExchangeEngine(
            Upstreams upstreams,
            RouteTable routes,
            Gatekeeper gatekeeper,
            PriceTable prices,
            ModelKnowledge models,
            TokenEstimator estimator,
            CallMetrics metrics,
            CallTraces traces,
            AnswerCache cache,
            RouterProperties properties) {
        this.upstreams = upstreams;
        this.routes = routes;
        this.gatekeeper = gatekeeper;
        this.prices = prices;
        this.models = models;
        this.estimator = estimator;
        this.metrics = metrics;
        this.traces = traces;
        this.cache = cache;
        this.candidates = new Candidates(prices);
        this.properties = properties;
    }

    /** Begins a call; on the event loop alone. */
    public Exchange open(EventLoop loop, Ask ask, Client client) {
        Exchange exchange = new Exchange(this, loop, ask, client);
        metrics.begun();
        exchange.start();
        return exchange;
    }

    /** Whether callers must have a key. */
    public boolean isKeyRequired() {
        return gatekeeper.isRequired();
    }

    /**
     * Lets the caller in and finds the route.
     *
     * @throws ModelErrorException if the caller may not call, or nobody has the model
     */
    Route admit(Exchange exchange) {
        Ask ask = exchange.ask();
        ModelRequest request = ask.request();
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
        Admission admission = gatekeeper.admit(
                ask.credential(), new CallEstimate(request.model(), input, output, most, request.bytes().length));
        switch (admission) {
            case Admission.Refused refused ->
                throw ModelErrorException.of(
                        refused.status(), refused.type(), null, refused.code(), refused.message(), refused.headers());
            case Admission.Granted granted -> exchange.admitted(new Accounting(granted, prices));
        }
        if (route == null) {
            throw unknown == null ? ModelErrorException.internal() : unknown;
        }
        for (Target target : route.targets()) {
            if (prices.refuses(target.provider().catalogues(), target.model())) {
                throw ModelErrorException.invalid(
                        "model",
                        "model_not_priced",
                        "The price of %s/%s is not known, and quantumlayer.router.refuse-unpriced is set. Add it to the provider's prices or to quantumlayer.router.models-file."
                                .formatted(target.provider().name(), target.model()));
            }
        }
        return route;
    }

    /** Tokens of a request by the router's tokeniser; takes time. */
    long count(ModelRequest request) {
        PromptText prompt = request.promptText();
        return estimator.count(prompt.text()) + prompt.tokensBesideText();
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
     * @throws ModelErrorException if the caller has no key where one is needed, or nobody has the model
     */
    public Estimate estimate(ModelRequest request, @Nullable String credential) {
        if (gatekeeper.isRequired() && (credential == null || gatekeeper.keyId(credential) == null)) {
            throw ModelErrorException.of(
                    401,
                    "invalid_request_error",
                    null,
                    "invalid_api_key",
                    "This API key is not known, or there is none: send one as 'Authorization: Bearer' or 'x-api-key'.");
        }
        Target target = candidates
                .of(routes.route(request.model()), request, RequestClass.INTERACTIVE)
                .getFirst()
                .target();
        long input = count(request);
        long output = maxOutput(request);
        return new Estimate(
                target.provider().name(),
                target.model(),
                input,
                output,
                Accounting.usd(prices, target, input, 0),
                Accounting.usd(prices, target, input, output));
    }

    /** Tokens of the longest answer: without a limit of the caller's, Claude is asked for what it has of its own. */
    private long longest(Target target, ModelRequest request, long output) {
        boolean limited = request.maxTokens() > 0 || output == 0;
        return limited || target.provider().protocol() == Protocol.OPENAI_CHAT
                ? output
                : Math.max(output, models.unsetLimit(target.provider(), target.model()));
    }

    private static long maxOutput(ModelRequest request) {
        return switch (request.operation()) {
            case EMBEDDINGS, COUNT_TOKENS -> 0;
            case CHAT, MESSAGES, RESPONSES -> request.maxTokens() == 0 ? UNLIMITED_ANSWER : request.maxTokens();
        };
    }

    List<Candidate> candidates(Route route, ModelRequest request, RequestClass requestClass) {
        return candidates.of(route, request, requestClass);
    }

    /** A call has got the place that it waited for. */
    void waited(Candidate candidate, long nanos) {
        metrics.waited(candidate, nanos);
    }

    AnswerCache.@Nullable Use caching(Exchange exchange) {
        Accounting accounting = exchange.accounting();
        return accounting == null ? null : cache.use(exchange.ask(), exchange.route(), accounting.tenant());
    }

    AnswerCache.@Nullable Kept kept(AnswerCache.Use use) {
        return cache.find(use);
    }

    void keep(AnswerCache.Use use, AnswerCache.Kept answer) {
        cache.keep(use, answer);
    }

    /** Headers of an answer that is given again. */
    HttpHeaders headers(Exchange exchange, AnswerCache.Kept kept) {
        HttpHeaders headers = headers(exchange, null, EmptyHttpHeaders.INSTANCE);
        headers.set(HttpHeaderNames.CONTENT_TYPE, kept.contentType());
        headers.set(HttpHeaderNames.AGE, kept.age(System.nanoTime()));
        AnswerHeaders.tellKept(kept, headers);
        return headers;
    }

    /** Closes the books on a call whose answer was given again, which costs nothing. */
    void settle(Exchange exchange, AnswerCache.Kept kept, HttpHeaders told) {
        Accounting accounting = exchange.accounting();
        if (accounting != null) {
            accounting.settleForNothing(kept.provider(), kept.model());
            told.set(AnswerHeaders.COST, "0");
        }
        ended(exchange, null, 200, null, null);
    }

    long backoffNanos(int attempts) {
        return Duration.ofMillis(backoff.apply(Math.max(1, attempts))).toNanos();
    }

    long retryWaitNanos() {
        return properties.retryWait().toNanos();
    }

    int maxAnswerSize() {
        return Math.toIntExact(properties.maxAnswerSize().toBytes());
    }

    ByteBufAllocator allocator() {
        return PooledByteBufAllocator.DEFAULT;
    }

    ModelKnowledge models() {
        return models;
    }

    Upstreams upstreams() {
        return upstreams;
    }

    /** Runs what may take its time. */
    void run(Runnable work) {
        threads.execute(work);
    }

    void attemptFailed(Exchange exchange, Candidate candidate, Failure failure) {
        metrics.attemptFailed(candidate, failure);
        Account account = candidate.account();
        if (account != null) {
            if (failure.error() != null && failure.isAccountsFault()) {
                account.health().troubled(failure.error());
            }
            if (failure.isQuota()) {
                account.health().pause(QUOTA_PAUSE.toNanos());
            }
            if (failure.waitNanos() > 0) {
                account.health().pause(candidate.target().model(), failure.waitNanos());
            }
        }
        LOG.debug("Request {}: {} {}", exchange.ask().requestId(), candidate.name(), failure.reason());
    }

    void unreadable(Candidate candidate, RuntimeException cause) {
        LOG.warn(
                "Provider {} answered what cannot be read: {}",
                candidate.name(),
                cause.getClass().getName());
        LOG.debug("What {} answered", candidate.name(), cause);
    }

    void broken(RuntimeException cause) {
        LOG.error("A model call failed within the router", cause);
    }

    /** What is told about a call beside its answer. */
    HttpHeaders headers(Exchange exchange, @Nullable Attempt attempt, HttpHeaders provider) {
        HttpHeaders headers =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        AnswerHeaders.copy(provider, headers);
        Accounting accounting = exchange.accounting();
        if (accounting != null) {
            String[] limits = accounting.headers();
            for (int i = 0; i < limits.length; i += 2) {
                headers.set(limits[i], limits[i + 1]);
            }
        }
        AnswerHeaders.tell(exchange, attempt, headers);
        return headers;
    }

    /** Headers of an error of the router's own. */
    HttpHeaders json(ModelErrorException error) {
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        List<String> pairs = error.headers();
        for (int i = 0; i < pairs.size(); i += 2) {
            headers.set(pairs.get(i), pairs.get(i + 1));
        }
        return headers;
    }

    HttpHeaders trailers() {
        return DefaultHttpHeadersFactory.trailersFactory().newHeaders();
    }

    /**
     * Closes the books on a call.
     *
     * @param told headers or trailers, which get the price
     * @param error what went wrong, {@code null} for nothing
     */
    void settle(
            Exchange exchange,
            @Nullable Attempt attempt,
            int status,
            @Nullable TokenUsage usage,
            HttpHeaders told,
            @Nullable String error) {
        Accounting accounting = exchange.accounting();
        Target target = attempt == null ? null : attempt.candidate().target();
        if (accounting != null) {
            if (attempt != null && usage == null && attempt.wasHeard()) {
                // Counting takes time, and there is no hurry: what was set aside stays so until then.
                run(() -> accounting.settle(target, status, attempt.estimate(estimator), true));
            } else {
                BigDecimal cost = accounting.settle(target, status, usage, false);
                if (cost != null) {
                    told.set(AnswerHeaders.COST, cost.toPlainString());
                }
            }
        }
        ended(exchange, attempt, status, usage, error);
    }

    private void ended(
            Exchange exchange,
            @Nullable Attempt attempt,
            int status,
            @Nullable TokenUsage usage,
            @Nullable String error) {
        metrics.ended(exchange, attempt, status, usage, error);
        try {
            traces.ended(exchange, attempt, status, usage, error);
        } catch (RuntimeException untold) {
            // A call that was answered must not fail for want of a span.
            LOG.warn("Request {} has no span", exchange.ask().requestId(), untold);
        }
    }

    @Override
    public void close() {
        threads.close();
    }

    /** Settings that a caller of the engine needs, too. */
    public RouterProperties properties() {
        return properties;
    }

    /** An event loop for a call that comes from within. */
    public EventLoop loop() {
        return upstreams.loop();
    }

    /** Names of routes, for lists of models. */
    public List<String> routeNames() {
        return routes.names();
    }
}
