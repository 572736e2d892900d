package io.quantumlayer.llmrouter.provider;

import io.quantumlayer.llmrouter.provider.RouterProperties.ProviderSettings;
import io.quantumlayer.llmrouter.provider.kind.KeylessAccess;
import io.quantumlayer.llmrouter.provider.kind.ProviderKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which providers are configured, by settings and by environment variables: those of its kind for a well-known
 * one, {@code LLM_<PROVIDER>_API_KEY}, {@code …_BASE_URL} and {@code …_MODELS} for any. Every key may also be named by a
 * file, with {@code _FILE} at the end of the variable; or it is the file with the provider's name in the directory
 * {@code LLM_CREDENTIALS_DIR}.
 */
final class ProviderSettingsReader {

    private static final Pattern VARIABLE = Pattern.compile("LLM_([A-Z0-9_]+?)_(API_KEY|API_KEY_FILE|BASE_URL|MODELS)");

    private static final String CREDENTIALS_DIR = "LLM_CREDENTIALS_DIR";

    private final EnvironmentVariables environment;
    private final Map<ProviderKind, Optional<KeylessAccess>> keyless = new HashMap<>();

    ProviderSettingsReader(Map<String, ?> environment) {
        this.environment = new EnvironmentVariables(environment);
    }

    /** Either what to use, each account with its key, or the reason why the provider is off. */
    record Found(
            String name,
            @Nullable ConfiguredProvider provider,
            @Nullable String reason) {

        static Found off(String name, String reason) {
            return new Found(name, null, reason);
        }
    }

    /** Every provider that is set, well known or named by a variable, in this order of names. */
    List<Found> read(Map<String, ProviderSettings> configured) {
        Map<String, Found> found = new LinkedHashMap<>();
        configured.forEach((name, settings) -> found.put(name, found(name, settings)));
        ProviderKind.all().stream()
                .map(ProviderKind::type)
                .filter(name -> ProviderKind.named(name).isPresent())
                .forEach(name -> found.computeIfAbsent(name, absent -> found(name, null)));
        namedByVariables().forEach(name -> found.computeIfAbsent(name, absent -> found(name, null)));
        return List.copyOf(found.values());
    }

    private Found found(String name, @Nullable ProviderSettings settings) {
        return new ProviderReading(name, settings, environment, this::keyless, credentialFile(name)).read();
    }

    /** How a kind is asked without a key; looked for once, as it keeps what it has found. */
    Optional<KeylessAccess> keyless(ProviderKind kind) {
        return keyless.computeIfAbsent(kind, ProviderKind::keyless);
    }

    private TreeSet<String> namedByVariables() {
        TreeSet<String> names = credentialFiles();
        for (String variable : environment.names()) {
            Matcher matcher = VARIABLE.matcher(variable);
            if (matcher.matches() && environment.value(variable) != null) {
                names.add(matcher.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        }
        return names;
    }

    /** Names of the mounted keys. A mounted Secret also has hidden entries, which are Kubernetes' own. */
    private TreeSet<String> credentialFiles() {
        Path directory = environment.path(CREDENTIALS_DIR);
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
        Path directory = environment.path(CREDENTIALS_DIR);
        Path file = directory == null ? null : directory.resolve(name);
        return file != null && Files.isRegularFile(file) ? file : null;
    }
}
