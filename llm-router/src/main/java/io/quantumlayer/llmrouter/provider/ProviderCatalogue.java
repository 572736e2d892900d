package io.quantumlayer.llmrouter.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.reactive.function.client.WebClient;

/** All providers, and which of them has a model. */
public final class ProviderCatalogue {

    private final List<ChatProvider> providers = new ArrayList<>();
    private final List<ProviderStatus> states = new ArrayList<>();

    /**
     * Collects the providers that are configured.
     *
     * @param builtin providers of the service itself; they come first
     * @param environment environment variables
     */
    public ProviderCatalogue(
            List<ChatProvider> builtin,
            RouterProperties properties,
            Map<String, ?> environment,
            WebClient.Builder client) {
        builtin.forEach(this::on);
        for (ProviderSettingsReader.Found found :
                new ProviderSettingsReader(environment).read(properties.providers())) {
            RouterProperties.ProviderSettings settings = found.settings();
            if (settings == null || settings.baseUrl() == null) {
                states.add(ProviderStatus.off(found.name(), String.valueOf(found.reason())));
            } else {
                on(new OpenAiCompatibleProvider(
                        found.name(),
                        settings.baseUrl(),
                        settings.apiKey(),
                        settings.models(),
                        settings.headers(),
                        settings.prices(),
                        properties,
                        client));
            }
        }
    }

    private void on(ChatProvider provider) {
        providers.add(provider);
        states.add(ProviderStatus.on(provider));
    }

    /**
     * A model and who has it.
     *
     * @param model id as the provider knows it
     */
    public record Route(ChatProvider provider, String model) {}

    /** Providers that can be asked, in the order in which they are tried. */
    public List<ChatProvider> providers() {
        return List.copyOf(providers);
    }

    /** Every provider, also those that are off. */
    public List<ProviderStatus> states() {
        return List.copyOf(states);
    }

    /**
     * Finds the provider of a model: the first that lists it, or the one named before a slash, or the first that takes
     * any model.
     *
     * @throws ModelErrorException 404, naming what is configured, if there is none
     */
    public Route route(String model) {
        return listed(model)
                .or(() -> prefixed(model))
                .or(() -> wildcard(model))
                .orElseThrow(() -> ModelErrorException.modelNotFound(unknown(model)));
    }

    private Optional<Route> listed(String model) {
        return providers.stream()
                .filter(provider -> provider.models().contains(model))
                .findFirst()
                .map(provider -> new Route(provider, model));
    }

    private Optional<Route> prefixed(String model) {
        int slash = model.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String wanted = model.substring(slash + 1);
        return providers.stream()
                .filter(provider -> provider.name().equals(model.substring(0, slash)))
                .filter(provider -> provider.models().contains(wanted)
                        || provider.models().contains(ChatProvider.ANY_MODEL) && !wanted.isBlank())
                .findFirst()
                .map(provider -> new Route(provider, wanted));
    }

    private Optional<Route> wildcard(String model) {
        int slash = model.indexOf('/');
        boolean namesProvider =
                slash > 0 && states.stream().anyMatch(state -> state.name().equals(model.substring(0, slash)));
        return model.isBlank() || namesProvider
                ? Optional.empty()
                : providers.stream()
                        .filter(provider -> provider.models().contains(ChatProvider.ANY_MODEL))
                        .findFirst()
                        .map(provider -> new Route(provider, model));
    }

    private String unknown(String model) {
        String configured = providers.stream()
                .map(provider -> provider.name() + " (" + String.join(", ", provider.models()) + ")")
                .collect(Collectors.joining(", "));
        String off = states.stream()
                .filter(state -> state.state() == ProviderStatus.State.OFF)
                .map(state -> state.name() + " (" + state.reason() + ")")
                .collect(Collectors.joining(", "));
        return "No provider has the model '%s'. Configured: %s.%s"
                .formatted(model, configured, off.isEmpty() ? "" : " Off: " + off + ".");
    }
}
