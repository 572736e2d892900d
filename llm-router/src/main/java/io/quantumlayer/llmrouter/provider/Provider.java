package io.quantumlayer.llmrouter.provider;

import io.quantumlayer.llmrouter.provider.kind.Dialect;
import io.quantumlayer.llmrouter.provider.kind.OpenAiCompatible;
import io.quantumlayer.llmrouter.provider.kind.ProviderKind;
import io.quantumlayer.protocols.Protocol;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Someone who answers model calls.
 *
 * @param name in settings, headers and model ids such as {@code groq/llama}
 * @param kind whose API it has
 * @param dialect how it is spoken to
 * @param priceCatalogues names under which the catalogue has its prices: its own first, then those of its kind, then those of the
 *     vendor that it is an account of
 * @param models ids that it serves; {@link #ANY_MODEL} for any
 * @param accounts in settings' order; none for a model within the router
 * @param adapt what becomes of a request that a model does not take as it is
 * @param inProcess the model, where it runs within the router
 */
public record Provider(
        String name,
        ProviderKind kind,
        Dialect dialect,
        List<String> priceCatalogues,
        List<String> models,
        List<Account> accounts,
        Adapt adapt,
        @Nullable InProcessModel inProcess) {

    /** Model id of a provider that takes any. */
    public static final String ANY_MODEL = "*";

    static Provider of(InProcessModel model) {
        return new Provider(
                model.name(),
                new OpenAiCompatible(),
                Dialect.plainChat(),
                List.of(model.name()),
                model.models(),
                List.of(),
                Adapt.LENIENT,
                model);
    }

    /** Names under which the catalogue has what its models take: its own first, then those of its kind. */
    public List<String> catalogues() {
        List<String> names = new ArrayList<>();
        names.add(name);
        kind.catalogues().stream().filter(type -> !type.equals(name)).forEach(names::add);
        return names;
    }

    /** The protocol in which it is asked for chat. */
    public Protocol protocol() {
        return kind.protocol();
    }

    /** Whether it answers free chat; the recipe engine does not. */
    public boolean isLanguageModel() {
        return inProcess == null;
    }

    @Override
    public String toString() {
        return name;
    }
}
