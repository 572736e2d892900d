package io.quantumlayer.llmrouter.provider;

import io.quantumlayer.llmrouter.provider.AccountReading.IncompleteException;
import io.quantumlayer.llmrouter.provider.ConfiguredProvider.ConfiguredAccount;
import io.quantumlayer.llmrouter.provider.ProviderSettingsReader.Found;
import io.quantumlayer.llmrouter.provider.RouterProperties.AccountSettings;
import io.quantumlayer.llmrouter.provider.RouterProperties.ProviderSettings;
import io.quantumlayer.llmrouter.provider.kind.Dialect;
import io.quantumlayer.llmrouter.provider.kind.JsonObjectFormat;
import io.quantumlayer.llmrouter.provider.kind.KeylessAccess;
import io.quantumlayer.llmrouter.provider.kind.OpenAi;
import io.quantumlayer.llmrouter.provider.kind.OpenAiCompatible;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.llmrouter.provider.kind.ProviderKind;
import io.quantumlayer.llmrouter.provider.kind.Setting;
import io.quantumlayer.llmrouter.provider.kind.StreamUsage;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One provider: what settings say, or in their absence its {@code LLM_<NAME>_…} variables, then the variables of its
 * kind, then what the kind says itself. A well-known name brings its kind; a {@code type} in settings goes before it.
 */
final class ProviderReading {

    private final String name;
    private final @Nullable ProviderSettings settings;
    private final EnvironmentVariables environment;
    private final @Nullable Path mountedKey;
    private final @Nullable URI address;
    private final @Nullable ProviderKind home;
    private final ProviderKind kind;
    private final Map<Setting, List<String>> variables;
    private final Optional<KeylessAccess> keyless;

    /** @param settings {@code null} for a provider that is known by name or by variables alone */
    ProviderReading(
            String name,
            @Nullable ProviderSettings settings,
            EnvironmentVariables environment,
            Function<ProviderKind, Optional<KeylessAccess>> keyless,
            @Nullable Path mountedKey) {
        this.name = name;
        this.settings = settings;
        this.environment = environment;
        this.mountedKey = mountedKey;
        this.home = ProviderKind.named(name).orElse(null);
        this.address = address();
        this.kind = kind();
        this.variables = variables();
        this.keyless = keyless.apply(kind);
    }

    private @Nullable URI address() {
        if (settings != null && settings.baseUrl() != null) {
            return settings.baseUrl();
        }
        String said = own("BASE_URL");
        if (said == null && home != null) {
            said = environment.first(home.variables().getOrDefault(Setting.BASE_URL, List.of()));
        }
        return said == null ? null : uri(said);
    }

    private ProviderKind kind() {
        ProviderKind set = settings == null ? null : settings.type();
        if (set == null || set.equals(home)) {
            return home == null ? new OpenAiCompatible() : home;
        }
        // The word is older than the kind of whoever else speaks OpenAI's protocol.
        return set.equals(new OpenAi()) && (home != null || isElsewhere()) ? new OpenAiCompatible() : set;
    }

    /** Whose account it is, by its settings or by its address: then its models cost what they cost there. */
    private List<String> vendor() {
        ProviderKind set = settings == null ? null : settings.type();
        if (set != null && !set.equals(new OpenAiCompatible())) {
            return set.catalogues();
        }
        return address == null ? List.of() : ProviderKind.cataloguesAt(String.valueOf(address.getHost()));
    }

    private boolean isElsewhere() {
        Stream<URI> ofAccounts =
                settings == null ? Stream.empty() : settings.accounts().stream().map(AccountSettings::baseUrl);
        return Stream.concat(Stream.ofNullable(address), ofAccounts)
                .filter(Objects::nonNull)
                .anyMatch(url -> !OpenAi.isAt(String.valueOf(url.getHost())));
    }

    /** Credentials of the environment go to providers of well-known names alone: others may be anybody. */
    private Map<Setting, List<String>> variables() {
        return home == null ? Map.of() : kind.variables().isEmpty() ? home.variables() : kind.variables();
    }

    Found read() {
        String region = region();
        if (kind.variables().containsKey(Setting.REGION) && region == null) {
            return off(kind.variables().get(Setting.REGION).getFirst() + " is not set");
        }
        if (settings != null
                && Boolean.TRUE.equals(settings.responses())
                && !kind.dialect().speaks(Operation.CHAT)) {
            return off("responses: true is for providers of the OpenAI API; leave it away for the type " + kind.type());
        }
        AccountReading reading = accountReading(region);
        List<ConfiguredAccount> accounts = new ArrayList<>();
        for (AccountSettings account : accountSettings()) {
            try {
                accounts.add(reading.read(account));
            } catch (IncompleteException incomplete) {
                return off(String.valueOf(incomplete.getMessage()));
            }
        }
        return new Found(
                name,
                new ConfiguredProvider(
                        name,
                        kind,
                        vendor(),
                        dialect(),
                        models(),
                        apiVersion(),
                        region,
                        settings == null ? Map.of() : settings.headers(),
                        settings == null ? null : settings.adapt(),
                        settings == null ? environment.number(variable("CONCURRENCY")) : settings.concurrency(),
                        accounts),
                null);
    }

    private AccountReading accountReading(@Nullable String region) {
        return new AccountReading(
                environment,
                variables.getOrDefault(Setting.KEY, List.of()),
                variables.getOrDefault(Setting.BASE_URL, List.of(variable("BASE_URL"))),
                settings == null || settings.accounts().isEmpty(),
                mountedKey,
                address,
                standard(region),
                home != null && home.defaultAddress() == null,
                keyless.orElse(null));
    }

    private @Nullable URI standard(@Nullable String region) {
        String standard = kind.defaultAddress() == null && home != null ? home.defaultAddress() : kind.defaultAddress();
        if (standard == null || region == null && standard.contains(ProviderKind.REGION)) {
            return null;
        }
        return URI.create(region == null ? standard : standard.replace(ProviderKind.REGION, region));
    }

    private Found off(String reason) {
        return Found.off(name, reason);
    }

    /** What settings change in the dialect of a kind: the only place where they do. */
    private Dialect dialect() {
        Dialect dialect = kind.dialect();
        if (!dialect.speaks(Operation.CHAT)) {
            return dialect;
        }
        Boolean responses = settings == null ? null : settings.responses();
        Boolean streamUsage = settings == null ? null : settings.streamUsage();
        Boolean jsonSchema = settings == null ? truth(own("JSON_SCHEMA")) : settings.jsonSchema();
        if (responses != null) {
            dialect = responses ? dialect.speaking(Operation.RESPONSES) : dialect.notSpeaking(Operation.RESPONSES);
        }
        if (streamUsage != null) {
            dialect = streamUsage ? dialect.with(new StreamUsage()) : dialect.without(new StreamUsage());
        }
        if (jsonSchema != null) {
            dialect = jsonSchema ? dialect.without(new JsonObjectFormat()) : dialect.with(new JsonObjectFormat());
        }
        return dialect;
    }

    private static @Nullable Boolean truth(@Nullable String value) {
        return value == null ? null : !value.equalsIgnoreCase("false");
    }

    private List<String> models() {
        if (settings != null && !settings.models().isEmpty()) {
            return settings.models();
        }
        String models = own("MODELS");
        if (models == null) {
            models = variable(Setting.MODELS);
        }
        return models == null
                ? List.of()
                : Stream.of(models.split(","))
                        .map(String::strip)
                        .filter(model -> !model.isEmpty())
                        .toList();
    }

    private @Nullable String apiVersion() {
        return settings != null && settings.apiVersion() != null
                ? settings.apiVersion()
                : variable(Setting.API_VERSION);
    }

    private @Nullable String region() {
        if (settings != null && settings.region() != null) {
            return settings.region();
        }
        String region = environment.first(kind.variables().getOrDefault(Setting.REGION, List.of()));
        boolean meant = settings != null
                || own("MODELS") != null
                || variable(Setting.MODELS) != null
                || variable(Setting.KEY) != null;
        return region == null && meant
                ? environment.first(kind.variables().getOrDefault(Setting.SHARED_REGION, List.of()))
                : region;
    }

    private List<AccountSettings> accountSettings() {
        if (settings == null) {
            String key = own("API_KEY");
            Path file = environment.path(variable("API_KEY_FILE"));
            return List.of(new AccountSettings("default", 1, null, key == null ? null : Secret.of(key), file));
        }
        return settings.accounts().isEmpty()
                ? List.of(new AccountSettings("default", 1, null, settings.apiKey(), settings.apiKeyFile()))
                : settings.accounts();
    }

    /** Value of a variable that is this provider's alone; none for one that settings describe. */
    private @Nullable String own(String suffix) {
        return settings == null ? environment.value(variable(suffix)) : null;
    }

    private @Nullable String variable(Setting setting) {
        return environment.first(variables.getOrDefault(setting, List.of()));
    }

    private String variable(String suffix) {
        return "LLM_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + suffix;
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            return URI.create("malformed");
        }
    }
}
