package io.quantumlayer.llmrouter.provider;

import io.quantumlayer.llmrouter.provider.ConfiguredProvider.ConfiguredAccount;
import io.quantumlayer.llmrouter.provider.kind.RequestSigner;
import io.quantumlayer.protocols.ModelErrorException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All providers, and which of them has a model. */
public final class ProviderCatalogue {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderCatalogue.class);

    private final List<Provider> builtin;
    private final RouterProperties properties;
    private final ProviderSettingsReader reader;
    private final Map<String, Configured> configured = new HashMap<>();
    private final Map<String, AccountHealth> health = new HashMap<>();
    private final Map<String, Concurrency> slots = new HashMap<>();
    private volatile Snapshot snapshot = new Snapshot(List.of(), List.of());

    /**
     * Collects the providers that are configured.
     *
     * @param builtin models of the service itself; they come first
     * @param environment environment variables
     */
    public ProviderCatalogue(List<InProcessModel> builtin, RouterProperties properties, Map<String, ?> environment) {
        this.builtin = builtin.stream().map(Provider::of).toList();
        this.properties = properties;
        this.reader = new ProviderSettingsReader(environment);
        refresh();
    }

    private record Snapshot(List<Provider> providers, List<ProviderStatus> states) {}

    private record Concurrency(int size, Slots slots) {}

    private record Configured(ConfiguredProvider settings, Provider provider) {}

    /**
     * Reads the settings and key files again. A provider whose settings are the same stays as it is; answers that are
     * under way end with the key that they began with.
     */
    public synchronized void refresh() {
        List<Provider> providers = new ArrayList<>(builtin);
        List<ProviderStatus> states = new ArrayList<>();
        builtin.forEach(provider -> states.add(ProviderStatus.on(provider)));
        for (ProviderSettingsReader.Found found : reader.read(properties.providers())) {
            ConfiguredProvider settings = found.provider();
            if (settings == null) {
                configured.remove(found.name());
                states.add(ProviderStatus.off(found.name(), String.valueOf(found.reason())));
            } else {
                Provider provider = provider(settings);
                providers.add(provider);
                states.add(ProviderStatus.on(provider));
            }
        }
        snapshot = new Snapshot(List.copyOf(providers), List.copyOf(states));
    }

    private Provider provider(ConfiguredProvider settings) {
        String name = settings.name();
        Configured known = configured.get(name);
        if (known != null && known.settings().equals(settings)) {
            return known.provider();
        }
        if (known != null) {
            LOG.info("The settings or the key of provider {} have changed and are used from now on", name);
        }
        Provider provider = new Provider(
                name,
                settings.kind(),
                settings.dialect(),
                settings.priceCatalogues(),
                settings.models().isEmpty() ? List.of(Provider.ANY_MODEL) : List.copyOf(settings.models()),
                settings.accounts().stream()
                        .map(account -> account(settings, account))
                        .toList(),
                settings.adapt() == null ? properties.adapt() : settings.adapt(),
                null);
        configured.put(name, new Configured(settings, provider));
        return provider;
    }

    private Account account(ConfiguredProvider settings, ConfiguredAccount account) {
        String name = settings.name() + "/" + account.name();
        return new Account(
                settings,
                account,
                health.computeIfAbsent(name, absent -> new AccountHealth(account.name(), properties.breakerOpen())),
                account.key() == null ? signer(settings) : null,
                slots(name, settings.concurrency()));
    }

    private @Nullable RequestSigner signer(ConfiguredProvider settings) {
        return reader.keyless(settings.kind())
                .map(access -> access.signer(Objects.requireNonNull(settings.region(), "who signs has a region")))
                .orElse(null);
    }

    /** Slots outlive a change of the account's key, as calls that hold some do. */
    private @Nullable Slots slots(String account, @Nullable Integer size) {
        if (size == null) {
            return null;
        }
        Concurrency known = slots.get(account);
        if (known == null || known.size() != size) {
            known = new Concurrency(size, new Slots(size));
            slots.put(account, known);
        }
        return known.slots();
    }

    /**
     * A model and who has it.
     *
     * @param model id as the provider knows it
     */
    public record Served(Provider provider, String model) {}

    /** Providers that can be asked, in the order in which they are tried. */
    public List<Provider> providers() {
        return snapshot.providers();
    }

    /** Every provider, also those that are off. */
    public List<ProviderStatus> states() {
        return snapshot.states();
    }

    /**
     * Finds the provider of a model: the first that lists it, or the one named before a slash, or the first that takes
     * any model.
     *
     * @throws ModelErrorException 404, naming what is configured, if there is none
     */
    public Served serving(String model) {
        return listed(model)
                .or(() -> prefixed(model))
                .or(() -> wildcard(model))
                .orElseThrow(
                        () -> ModelErrorException.modelNotFound(UnknownModel.message(model, providers(), states())));
    }

    private Optional<Served> listed(String model) {
        return providers().stream()
                .filter(provider -> provider.models().contains(model))
                .findFirst()
                .map(provider -> new Served(provider, model));
    }

    private Optional<Served> prefixed(String model) {
        int slash = model.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String wanted = model.substring(slash + 1);
        return providers().stream()
                .filter(provider -> provider.name().equals(model.substring(0, slash)))
                .filter(provider -> provider.models().contains(wanted)
                        || provider.models().contains(Provider.ANY_MODEL) && !wanted.isBlank())
                .findFirst()
                .map(provider -> new Served(provider, wanted));
    }

    private Optional<Served> wildcard(String model) {
        int slash = model.indexOf('/');
        boolean namesProvider =
                slash > 0 && states().stream().anyMatch(state -> state.name().equals(model.substring(0, slash)));
        return model.isBlank() || namesProvider
                ? Optional.empty()
                : providers().stream()
                        .filter(provider -> provider.models().contains(Provider.ANY_MODEL))
                        .findFirst()
                        .map(provider -> new Served(provider, model));
    }
}
