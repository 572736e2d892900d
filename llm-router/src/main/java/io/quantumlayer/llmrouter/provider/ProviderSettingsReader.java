package io.quantumlayer.llmrouter.provider;

import io.quantumlayer.llmrouter.provider.RouterProperties.AccountSettings;
import io.quantumlayer.llmrouter.provider.RouterProperties.ProviderSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which providers are configured, by settings and by environment variables: {@code OPENAI_API_KEY} and its
 * like for well-known ones, {@code LLM_<PROVIDER>_API_KEY}, {@code …_BASE_URL} and {@code …_MODELS} for any. Every key
 * may also be named by a file, with {@code _FILE} at the end of the variable; or it is the file with the provider's name
 * in the directory {@code LLM_CREDENTIALS_DIR}.
 */
final class ProviderSettingsReader {

    private static final Pattern VARIABLE = Pattern.compile("LLM_([A-Z0-9_]+?)_(API_KEY|API_KEY_FILE|BASE_URL|MODELS)");

    private static final String CREDENTIALS_DIR = "LLM_CREDENTIALS_DIR";

    private static final List<WellKnown> WELL_KNOWN = List.of(
            new WellKnown("openai", ProviderType.OPENAI, "https://api.openai.com/v1", "OPENAI_API_KEY"),
            new WellKnown("anthropic", ProviderType.ANTHROPIC, "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY"),
            new WellKnown("azure-openai", ProviderType.AZURE_OPENAI, null, "AZURE_OPENAI_API_KEY"),
            new WellKnown(
                    "gemini",
                    ProviderType.GEMINI,
                    "https://generativelanguage.googleapis.com/v1beta/openai",
                    "GEMINI_API_KEY"),
            new WellKnown("groq", ProviderType.OPENAI, "https://api.groq.com/openai/v1", "GROQ_API_KEY"),
            new WellKnown("mistral", ProviderType.OPENAI, "https://api.mistral.ai/v1", "MISTRAL_API_KEY"));

    private static final String AZURE_ENDPOINT = "AZURE_OPENAI_ENDPOINT";
    private static final String AZURE_VERSION = "AZURE_OPENAI_API_VERSION";
    private static final String BEDROCK = "bedrock";
    private static final List<String> REGIONS = List.of("AWS_BEDROCK_REGION", "AWS_REGION", "AWS_DEFAULT_REGION");

    private final Map<String, ?> environment;
    private final AwsCredentialChain aws;

    ProviderSettingsReader(Map<String, ?> environment, AwsCredentialChain aws) {
        this.environment = environment;
        this.aws = aws;
    }

    private record WellKnown(
            String name, ProviderType type, @Nullable String baseUrl, String keyVariable) {}

    /** Either settings to use, each account with its key, or the reason why the provider is off. */
    record Found(
            String name,
            @Nullable ProviderSettings settings,
            @Nullable String reason) {

        static Found off(String name, String reason) {
            return new Found(name, null, reason);
        }
    }

    /** Every provider that is well known, named by a variable or set, in this order of names: settings first. */
    List<Found> read(Map<String, ProviderSettings> configured) {
        Map<String, Found> found = new LinkedHashMap<>();
        configured.forEach((name, settings) -> found.put(name, complete(name, settings)));
        WELL_KNOWN.forEach(known -> found.computeIfAbsent(known.name(), name -> complete(name, settingsOf(known))));
        found.computeIfAbsent(BEDROCK, name -> complete(name, fromEnvironment(name, ProviderType.BEDROCK, null)));
        TreeSet<String> named = namedByVariables();
        named.addAll(credentialFiles());
        for (String name : named) {
            found.computeIfAbsent(name, absent -> complete(name, fromEnvironment(name, ProviderType.OPENAI, null)));
        }
        return List.copyOf(found.values());
    }

    private ProviderSettings settingsOf(WellKnown known) {
        ProviderSettings settings = fromEnvironment(known.name(), known.type(), known);
        return known.type() == ProviderType.AZURE_OPENAI && settings.apiVersion() == null
                ? withAzure(settings)
                : settings;
    }

    private ProviderSettings withAzure(ProviderSettings settings) {
        String endpoint = value(AZURE_ENDPOINT);
        return new ProviderSettings(
                settings.type(),
                endpoint == null ? settings.baseUrl() : uri(endpoint),
                settings.apiKey() == null ? secret("AZURE_OPENAI_KEY") : settings.apiKey(),
                settings.apiKeyFile(),
                value(AZURE_VERSION),
                null,
                settings.models(),
                Map.of(),
                Map.of(),
                null,
                true,
                settings.concurrency(),
                settings.jsonSchema(),
                List.of());
    }

    private Found complete(String name, ProviderSettings settings) {
        WellKnown known = WELL_KNOWN.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElse(null);
        List<AccountSettings> accounts = settings.accounts().isEmpty()
                ? List.of(new AccountSettings("default", 1, null, settings.apiKey(), settings.apiKeyFile()))
                : settings.accounts();
        List<AccountSettings> complete = new ArrayList<>();
        URI baseUrl = settings.baseUrl();
        String region = settings.region() == null ? region() : settings.region();
        if (settings.type() == ProviderType.BEDROCK && region == null) {
            return Found.off(name, "AWS_BEDROCK_REGION is not set");
        }
        if (baseUrl == null && settings.type() == ProviderType.BEDROCK) {
            baseUrl = URI.create("https://bedrock-runtime.%s.amazonaws.com".formatted(region));
        }
        if (baseUrl == null && known != null && known.baseUrl() != null) {
            baseUrl = URI.create(known.baseUrl());
        }
        for (AccountSettings account : accounts) {
            Secret key = account.apiKey();
            Path file = account.apiKeyFile();
            if (key == null && file == null && settings.accounts().isEmpty()) {
                file = credentialFile(name);
            }
            if (key == null
                    && file == null
                    && known != null
                    && settings.accounts().isEmpty()) {
                key = secret(known.keyVariable());
                file = path(known.keyVariable() + "_FILE");
            }
            if (key == null && file != null) {
                try {
                    key = Secret.of(Files.readString(file));
                } catch (IOException unreadable) {
                    return Found.off(name, "the key file " + file + " cannot be read");
                }
            }
            if (key == null && settings.type() == ProviderType.BEDROCK && !aws.refresh()) {
                return Found.off(
                        name,
                        "no AWS credentials were found in environment, profile, web identity, container or instance");
            }
            if (key != null && key.isBlank()) {
                return Found.off(name, "the key is empty");
            }
            if (known != null && key == null && (settings.baseUrl() == null || known.baseUrl() == null)) {
                return Found.off(name, known.keyVariable() + " is not set");
            }
            URI url = account.baseUrl() == null ? baseUrl : account.baseUrl();
            if (url == null) {
                return Found.off(
                        name,
                        (settings.type() == ProviderType.AZURE_OPENAI && known != null
                                        ? AZURE_ENDPOINT
                                        : variable(name, "BASE_URL"))
                                + " is not set");
            }
            if (!Stream.of("http", "https").toList().contains(url.getScheme()) || url.getHost() == null) {
                return Found.off(name, "the base URL " + url + " is not an http or https URL");
            }
            complete.add(new AccountSettings(account.name(), account.weight(), url, key, null));
        }
        return new Found(name, settings.with(region, complete), null);
    }

    private @Nullable String region() {
        boolean wanted = value("AWS_BEDROCK_REGION") != null
                || value("AWS_BEDROCK_MODEL") != null
                || value(variable(BEDROCK, "MODELS")) != null;
        return wanted
                ? REGIONS.stream()
                        .map(this::value)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private ProviderSettings fromEnvironment(String name, ProviderType type, @Nullable WellKnown known) {
        String models = value(variable(name, "MODELS"));
        if (models == null && type == ProviderType.BEDROCK) {
            models = value("AWS_BEDROCK_MODEL");
        }
        String baseUrl = value(variable(name, "BASE_URL"));
        Secret key = secret(variable(name, "API_KEY"));
        if (key == null && type == ProviderType.BEDROCK) {
            key = secret("AWS_BEARER_TOKEN_BEDROCK");
        }
        Path file = path(variable(name, "API_KEY_FILE"));
        if (known != null && key == null && file == null) {
            key = secret(known.keyVariable());
            file = path(known.keyVariable() + "_FILE");
        }
        return ProviderSettings.of(
                        type,
                        baseUrl == null ? null : uri(baseUrl),
                        key,
                        file,
                        models == null
                                ? List.of()
                                : Stream.of(models.split(","))
                                        .map(String::strip)
                                        .filter(model -> !model.isEmpty())
                                        .toList())
                .with(
                        number(variable(name, "CONCURRENCY")),
                        !"false".equalsIgnoreCase(value(variable(name, "JSON_SCHEMA"))));
    }

    private @Nullable Integer number(String variable) {
        String value = value(variable);
        try {
            return value == null ? null : Integer.valueOf(value);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(
                    "%s is '%s'; it must be a whole number, 1 or more".formatted(variable, value), malformed);
        }
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            return URI.create("malformed");
        }
    }

    private TreeSet<String> namedByVariables() {
        TreeSet<String> names = new TreeSet<>();
        for (String variable : environment.keySet()) {
            Matcher matcher = VARIABLE.matcher(variable);
            if (matcher.matches() && value(variable) != null) {
                names.add(matcher.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        }
        return names;
    }

    /** Names of the mounted keys. A mounted Secret also has hidden entries, which are Kubernetes' own. */
    private TreeSet<String> credentialFiles() {
        Path directory = path(CREDENTIALS_DIR);
        if (directory == null || !Files.isDirectory(directory)) {
            return new TreeSet<>();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Path credentialFile(String name) {
        Path directory = path(CREDENTIALS_DIR);
        Path file = directory == null ? null : directory.resolve(name);
        return file != null && Files.isRegularFile(file) ? file : null;
    }

    private static String variable(String name, String suffix) {
        return "LLM_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + suffix;
    }

    private @Nullable Secret secret(String variable) {
        String value = value(variable);
        return value == null ? null : Secret.of(value);
    }

    private @Nullable Path path(String variable) {
        String value = value(variable);
        return value == null ? null : Path.of(value);
    }

    private @Nullable String value(String variable) {
        Object value = environment.get(variable);
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }
}
