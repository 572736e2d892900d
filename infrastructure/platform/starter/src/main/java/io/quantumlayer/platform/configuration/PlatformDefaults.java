package io.quantumlayer.platform.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.List;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.ConfigTreePropertySource.Option;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;

/**
 * Puts sources below every other, so that a service's own settings win: the mounted secrets, one file each, in the
 * directory {@code QL_SECRETS_DIRECTORY}, those of certificates where there are some, and {@code platform-defaults.yaml}.
 */
public final class PlatformDefaults implements EnvironmentPostProcessor {

    private static final String SECRETS = "${QL_SECRETS_DIRECTORY:/etc/quantumlayer/secrets}";

    /** Variables through which any setting at all could be changed, past every check of the manifests. */
    private static final List<String> REFUSED = List.of(
            "SPRING_APPLICATION_JSON",
            "SPRING_CONFIG_IMPORT",
            "SPRING_CONFIG_LOCATION",
            "SPRING_CONFIG_ADDITIONAL_LOCATION",
            "SPRING_CONFIG_NAME");

    /** Seconds for which a name keeps its last address where no name server answers; Java itself has none. */
    private static final String STALE_NAMES = "600";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Security.setProperty("networkaddress.cache.stale.ttl", STALE_NAMES);
        for (String variable : REFUSED) {
            if (environment.getSystemEnvironment().containsKey(variable)) {
                throw new IllegalStateException(
                        "%s is set, which could change any setting. Remove it; settings have variables of their own, secrets are files in %s."
                                .formatted(variable, secrets(environment)));
            }
        }
        Path secrets = secrets(environment);
        if (Files.isDirectory(secrets)) {
            environment
                    .getPropertySources()
                    .addLast(new ConfigTreePropertySource("secrets", secrets, Option.AUTO_TRIM_TRAILING_NEW_LINE));
        }
        addIfSet(environment, "platform-tls", List.of("QL_TLS_CERTIFICATE", "QL_TLS_PRIVATE_KEY"));
        addIfSet(
                environment,
                "platform-mesh",
                List.of("QL_MESH_CERTIFICATE", "QL_MESH_PRIVATE_KEY", "QL_MESH_AUTHORITIES"));
        addIfSet(environment, "platform-temporal-tls", List.of("TEMPORAL_TLS_AUTHORITIES"));
        add(environment, "platform-defaults");
    }

    /** Files that go together. @param variables which name them */
    private static void addIfSet(ConfigurableEnvironment environment, String name, List<String> variables) {
        List<String> missing = variables.stream()
                .filter(variable -> environment.getProperty(variable, "").isBlank())
                .toList();
        if (missing.isEmpty()) {
            add(environment, name);
        } else if (missing.size() < variables.size()) {
            throw new IllegalStateException("Set %s to a PEM file, too: %s go together."
                    .formatted(String.join(" and ", missing), String.join(", ", variables)));
        }
    }

    private static void add(ConfigurableEnvironment environment, String name) {
        try {
            new YamlPropertySourceLoader()
                    .load(name, new ClassPathResource(name + ".yaml"))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path secrets(ConfigurableEnvironment environment) {
        return Path.of(environment.resolveRequiredPlaceholders(SECRETS));
    }
}
