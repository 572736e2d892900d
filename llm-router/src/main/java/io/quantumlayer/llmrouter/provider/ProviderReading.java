package io.quantumlayer.llmrouter.provider;

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
import io.quantumlayer.llmrouter.translation.Protocol;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One provider: what settings say, or in their absence its {@code LLM_<NAME>_…} variables, then the variables of its
 * kind, then what the kind says itself. A well-known name brings its kind; a {@code type} in settings goes before it.
 */
final class ProviderReading {

    private static final Set<String> SCHEMES = Set.of("http", "https");

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
        boolean elsewhere = home != null || address != null && !OpenAi.isAt(String.valueOf(address.getHost()));
        return set.equals(new OpenAi()) && elsewhere ? new OpenAiCompatible() : set;
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
        if (settings != null && Boolean.TRUE.equals(settings.responses()) && kind.protocol() != Protocol.OPENAI_CHAT) {
            return off("responses: true is for providers of the OpenAI API; leave it away for the type " + kind.type());
        }
        List<ConfiguredAccount> accounts = new ArrayList<>();
        for (AccountSettings account : accountSettings()) {
            try {
                accounts.add(account(account, region));
            } catch (IncompleteException incomplete) {
                return off(String.valueOf(incomplete.getMessage()));
            }
        }
        return new Found(
                name,
                new ConfiguredProvider(
                        name,
                        kind,
                        dialect(),
                        models(),
                        apiVersion(),
                        region,
                        settings == null ? Map.of() : settings.headers(),
                        settings == null ? environment.number(variable("CONCURRENCY")) : settings.concurrency(),
                        accounts),
                null);
    }

    private Found off(String reason) {
        return Found.off(name, reason);
    }

    /** What settings change in the dialect of a kind: the only place where they do. */
    private Dialect dialect() {
        Dialect dialect = kind.dialect();
        if (kind.protocol() != Protocol.OPENAI_CHAT) {
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

    private ConfiguredAccount account(AccountSettings account, @Nullable String region) throws IncompleteException {
        Secret key = key(account);
        if (key == null && keyless.isPresent() && !keyless.get().refresh()) {
            throw new IncompleteException(keyless.get().lack());
        }
        if (key != null && key.isBlank()) {
            throw new IncompleteException("the key is empty");
        }
        String standard = kind.defaultAddress() == null && home != null ? home.defaultAddress() : kind.defaultAddress();
        if (key == null && keyless.isEmpty() && isKeyNeeded(standard)) {
            throw new IncompleteException(
                    variables.containsKey(Setting.KEY)
                            ? variables.get(Setting.KEY).getFirst() + " is not set"
                            : "its api-key is not set");
        }
        URI url = account.baseUrl() == null ? address : account.baseUrl();
        if (url == null && standard != null) {
            url = URI.create(standard.replace(ProviderKind.REGION, String.valueOf(region)));
        }
        if (url == null) {
            throw new IncompleteException(
                    variables
                                    .getOrDefault(Setting.BASE_URL, List.of(variable("BASE_URL")))
                                    .getFirst() + " is not set");
        }
        if (!SCHEMES.contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
            throw new IncompleteException("the base URL " + url + " is not an http or https URL");
        }
        return new ConfiguredAccount(account.name(), account.weight(), url, key);
    }

    /** A server of one's own may do without; a vendor's own address, and one that a vendor gave out, does not. */
    private boolean isKeyNeeded(@Nullable String standard) {
        return address == null && standard != null || home != null && home.defaultAddress() == null;
    }

    private @Nullable Secret key(AccountSettings account) throws IncompleteException {
        Secret key = account.apiKey();
        Path file = account.apiKeyFile();
        if (key == null
                && file == null
                && (settings == null || settings.accounts().isEmpty())) {
            for (String variable : variables.getOrDefault(Setting.KEY, List.of())) {
                String value = environment.value(variable);
                key = key == null && value != null ? Secret.of(value) : key;
                file = file == null ? environment.path(variable + "_FILE") : file;
            }
            file = file == null ? mountedKey : file;
        }
        if (key != null || file == null) {
            return key;
        }
        try {
            return Secret.of(Files.readString(file));
        } catch (IOException unreadable) {
            throw new IncompleteException("the key file " + file + " cannot be read");
        }
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

    /** What keeps a provider from being asked. */
    private static final class IncompleteException extends Exception {

        private static final long serialVersionUID = 1L;

        IncompleteException(String reason) {
            super(reason);
        }
    }
}
