package io.quantumlayer.llmrouter.provider;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Says that no provider has a model, and which ones come nearest: a list of all is no help to who has mistyped one. */
final class UnknownModel {

    private static final int MOST = 5;
    private static final JaroWinklerSimilarity LIKENESS = new JaroWinklerSimilarity();

    private UnknownModel() {}

    static String message(String model, List<Provider> providers, List<ProviderStatus> states) {
        List<String> served = providers.stream()
                .flatMap(provider -> provider.models().stream()
                        .filter(name -> !name.equals(Provider.ANY_MODEL))
                        .map(name -> provider.name() + "/" + name))
                .distinct()
                .toList();
        String nearest = served.stream()
                .sorted(Comparator.comparingDouble((String name) -> -likeness(model, name)))
                .limit(MOST)
                .collect(Collectors.joining(", "));
        return "No provider has the model '%s'.%s%s GET /v1/models lists what there is, GET /api/v1/providers which providers are off and why."
                .formatted(model, nearest.isEmpty() ? "" : " Nearest are: " + nearest + ".", off(model, states));
    }

    /** The provider that the name begins with may just lack its key; a name alone may be of any that does. */
    private static String off(String model, List<ProviderStatus> states) {
        boolean named = states.stream().anyMatch(state -> model.startsWith(state.name() + "/"));
        String off = states.stream()
                .filter(state -> state.state() == ProviderStatus.State.OFF)
                .filter(state -> !named || model.startsWith(state.name() + "/"))
                .map(state -> "%s (%s)".formatted(state.name(), state.reason()))
                .collect(Collectors.joining(", "));
        return off.isEmpty() ? "" : " Off: " + off + ".";
    }

    private static double likeness(String model, String served) {
        String wanted = model.toLowerCase(Locale.ROOT);
        String name = served.toLowerCase(Locale.ROOT);
        return Math.max(LIKENESS.apply(wanted, name), LIKENESS.apply(wanted, name.substring(name.indexOf('/') + 1)));
    }
}
