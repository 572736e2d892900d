package io.quantumlayer.llmrouter.provider;

import io.quantumlayer.llmrouter.provider.RouterProperties.ProviderSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
            new WellKnown("openai", URI.create("https://api.openai.com/v1"), "OPENAI_API_KEY"),
            new WellKnown("groq", URI.create("https://api.groq.com/openai/v1"), "GROQ_API_KEY"),
            new WellKnown("mistral", URI.create("https://api.mistral.ai/v1"), "MISTRAL_API_KEY"));

    /** Providers whose own protocols the router does not speak, with the variables that ask for them. */
    private static final Map<String, List<String>> UNSUPPORTED = new LinkedHashMap<>();

    static {
        UNSUPPORTED.put("anthropic", List.of("ANTHROPIC_API_KEY"));
        UNSUPPORTED.put("azure-openai", List.of("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_KEY", "AZURE_OPENAI_ENDPOINT"));
        UNSUPPORTED.put("bedrock", List.of("AWS_BEDROCK_MODEL", "AWS_BEDROCK_REGION"));
    }

    private final Map<String, ?> environment;

    ProviderSettingsReader(Map<String, ?> environment) {
        this.environment = environment;
    }

    private record WellKnown(String name, URI baseUrl, String keyVariable) {}

    /** Either settings to use, or the reason why the provider is off. */
    record Found(
            String name,
            @Nullable ProviderSettings settings,
            @Nullable String reason) {}

    /** Every provider that is well known, named by a variable or set, in this order of names: settings first. */
    List<Found> read(Map<String, ProviderSettings> configured) {
        Map<String, Found> found = new LinkedHashMap<>();
        configured.forEach((name, settings) -> found.put(name, complete(name, settings, null)));
        for (WellKnown known : WELL_KNOWN) {
            found.computeIfAbsent(known.name(), name -> complete(name, fromEnvironment(name), known));
        }
        TreeSet<String> files = credentialFiles();
        files.stream().filter(UNSUPPORTED::containsKey).forEach(name -> found.put(name, unsupported(name, "A key")));
        TreeSet<String> named = namedByVariables();
        named.addAll(files);
        for (String name : named) {
            found.computeIfAbsent(name, absent -> complete(name, fromEnvironment(name), null));
        }
        UNSUPPORTED.forEach((name, variables) -> variables.stream()
                .filter(variable -> value(variable) != null)
                .findFirst()
                .ifPresent(variable -> found.putIfAbsent(name, unsupported(name, variable))));
        return List.copyOf(found.values());
    }

    private static Found unsupported(String name, String what) {
        return new Found(name, null, what + " is set, but this provider is not supported yet");
    }

    private Found complete(String name, ProviderSettings settings, @Nullable WellKnown known) {
        URI baseUrl = settings.baseUrl() != null ? settings.baseUrl() : known == null ? null : known.baseUrl();
        Secret key = settings.apiKey();
        Path file = settings.apiKeyFile();
        if (known != null && key == null && file == null) {
            key = secret(known.keyVariable());
            file = path(known.keyVariable() + "_FILE");
        }
        if (key == null && file == null) {
            file = credentialFile(name);
        }
        if (key == null && file != null) {
            try {
                key = Secret.of(Files.readString(file));
            } catch (IOException unreadable) {
                return new Found(name, null, "the key file " + file + " cannot be read");
            }
        }
        if (key != null && key.isBlank()) {
            return new Found(name, null, "the key is empty");
        }
        if (known != null && key == null && settings.baseUrl() == null) {
            return new Found(name, null, known.keyVariable() + " is not set");
        }
        if (baseUrl == null) {
            return new Found(name, null, variable(name, "BASE_URL") + " is not set");
        }
        if (!Stream.of("http", "https").toList().contains(baseUrl.getScheme()) || baseUrl.getHost() == null) {
            return new Found(name, null, "the base URL " + baseUrl + " is not an http or https URL");
        }
        return new Found(
                name,
                new ProviderSettings(baseUrl, key, null, settings.models(), settings.headers(), settings.prices()),
                null);
    }

    private ProviderSettings fromEnvironment(String name) {
        String models = value(variable(name, "MODELS"));
        String baseUrl = value(variable(name, "BASE_URL"));
        return new ProviderSettings(
                baseUrl == null ? null : uri(baseUrl),
                secret(variable(name, "API_KEY")),
                path(variable(name, "API_KEY_FILE")),
                models == null
                        ? List.of()
                        : Stream.of(models.split(","))
                                .map(String::strip)
                                .filter(model -> !model.isEmpty())
                                .toList(),
                Map.of(),
                Map.of());
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
