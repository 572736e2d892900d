package io.quantumlayer.llmrouter.exchange;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quantumlayer.llmrouter.adaptation.ModelKnowledge;
import io.quantumlayer.llmrouter.journal.CallJournal;
import io.quantumlayer.llmrouter.key.Authoriser;
import io.quantumlayer.llmrouter.key.KeyProperties;
import io.quantumlayer.llmrouter.model.TraitTable;
import io.quantumlayer.llmrouter.price.PriceTable;
import io.quantumlayer.llmrouter.provider.ProviderCatalogue;
import io.quantumlayer.llmrouter.provider.RouterProperties;
import io.quantumlayer.llmrouter.route.RouteTable;
import io.quantumlayer.llmrouter.upstream.OutboundProperties;
import io.quantumlayer.llmrouter.upstream.PublicAddresses;
import io.quantumlayer.llmrouter.upstream.Upstreams;
import io.quantumlayer.llmrouter.usage.BackgroundStore;
import io.quantumlayer.llmrouter.usage.TokenEstimator;
import java.net.InetAddress;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** The model calls of this process. */
@Configuration(proxyBeanMethods = false)
class ExchangeConfiguration {

    /** Who reaches a router that listens on loopback is on this machine, and may have fetched what is there. */
    @Bean
    Upstreams upstreams(
            OutboundProperties properties,
            ReactorResourceFactory resources,
            KeyProperties keys,
            @Value("${server.address:#{null}}") @Nullable InetAddress address) {
        boolean local = address == null ? !keys.areConfigured() : address.isLoopbackAddress();
        return new Upstreams(properties, resources.getLoopResources(), new PublicAddresses(local));
    }

    @Bean
    BackgroundResponses backgroundResponses(
            ObjectProvider<BackgroundStore> store, PriceTable prices, Authoriser authoriser) {
        return new BackgroundResponses(store.getIfAvailable(), prices, authoriser, InstantSource.system());
    }

    @Bean
    StoredResponses storedResponses(
            Upstreams upstreams,
            ProviderCatalogue providers,
            BackgroundResponses background,
            RouterProperties properties) {
        return new StoredResponses(upstreams, providers, background, properties);
    }

    @Bean
    ModelCalls modelCalls(
            Upstreams upstreams,
            RouteTable routes,
            Authoriser authoriser,
            PriceTable prices,
            TraitTable traits,
            TokenEstimator estimator,
            MeterRegistry registry,
            ObjectProvider<OpenTelemetry> telemetry,
            ObjectProvider<SpanExporter> exporters,
            CacheProperties cache,
            ObjectProvider<CallJournal> journal,
            BackgroundResponses background,
            RouterProperties properties) {
        // Spans that nobody takes would be made for nothing.
        boolean traced = exporters.stream().findAny().isPresent();
        return new ModelCalls(
                upstreams,
                routes,
                authoriser,
                prices,
                new ModelKnowledge(traits, registry),
                estimator,
                new CallMetrics(registry),
                new CallTraces(traced ? telemetry.getIfAvailable() : null, properties.recordContent()),
                new AnswerCache(cache, registry),
                journal.getIfAvailable(),
                background,
                properties);
    }
}
