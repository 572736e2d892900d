package io.quantumlayer.llmrouter.adaptation;

import io.micrometer.core.instrument.MeterRegistry;
import io.quantumlayer.llmrouter.model.ModelTraits;
import io.quantumlayer.llmrouter.model.TraitTable;
import io.quantumlayer.llmrouter.provider.Adapt;
import io.quantumlayer.llmrouter.provider.Provider;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.ProviderError;
import io.quantumlayer.protocols.json.JsonEdits;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What models take: by the catalogue, and by what they have refused since the router started. */
public final class ModelKnowledge {

    private static final Logger LOG = LoggerFactory.getLogger(ModelKnowledge.class);
    private static final int REMEMBERED = 2_000;

    private final TraitTable traits;
    private final MeterRegistry meters;
    private final Map<Model, Set<String>> learned = new ConcurrentHashMap<>();

    /** Knowledge of a catalogue. */
    public ModelKnowledge(TraitTable traits, MeterRegistry meters) {
        this.traits = traits;
        this.meters = meters;
    }

    private record Model(String provider, String name) {}

    /** What a model takes by the catalogue. */
    public ModelTraits traits(Provider provider, String model) {
        return traits.of(provider.catalogues(), model);
    }

    /** Tokens that an answer is limited to where the caller sets no limit and the vendor wants one. */
    public long unsetLimit(Provider provider, String model) {
        return MemberRules.unset(traits(provider, model));
    }

    /** How requests of clients of a protocol are made ones that a model takes. */
    public Adaptation adaptation(Provider provider, String model, Protocol client) {
        return new Adaptation(
                client,
                model,
                traits(provider, model),
                learned.getOrDefault(new Model(provider.name(), model), Set.of()),
                provider.adapt() == Adapt.STRICT);
    }

    /**
     * Learns from an error which members a model does not take: such as the answer means the same without.
     *
     * @param asked members that were known when the request was made, and that it did not have
     * @param sent the request as it was adapted: only what it has can have been refused
     * @return whether there was anything more in it, so that it is worth to ask again
     */
    public boolean learn(Provider provider, String model, ProviderError error, Set<String> asked, byte[] sent) {
        Set<String> refused =
                error.status() == 400 || error.status() == 422 ? Refusal.of(error, JsonEdits.of(sent)) : Set.of();
        // Whoever takes neither name of a limit is not asked by the one and the other in turn.
        if (refused.stream().anyMatch(member -> MemberRules.isOtherLimit(member, asked))) {
            return false;
        }
        Model about = new Model(provider.name(), model);
        if (provider.adapt() == Adapt.STRICT
                || asked.containsAll(refused)
                || learned.size() >= REMEMBERED && !learned.containsKey(about)) {
            return false;
        }
        Set<String> known = learned.getOrDefault(about, Set.of());
        learned.merge(about, Set.copyOf(refused), (one, other) -> {
            Set<String> all = new LinkedHashSet<>(one);
            all.addAll(other);
            return Set.copyOf(all);
        });
        for (String member : refused) {
            if (!known.contains(member)) {
                LOG.info("{}/{} does not take {}: {}", provider.name(), model, member, error.message());
                meters.counter(
                                "llm.router.traits.learned",
                                "provider",
                                provider.name(),
                                "model",
                                model,
                                "member",
                                member)
                        .increment();
            }
        }
        return true;
    }
}
