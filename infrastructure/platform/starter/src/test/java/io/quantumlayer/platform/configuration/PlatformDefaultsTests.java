package io.quantumlayer.platform.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class PlatformDefaultsTests {

    @Test
    void takesSecretsFromTheFilesOfTheMountedDirectory(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("POSTGRES_PASSWORD"), "from-a-file\n");

        assertThat(environment(Map.of("QL_SECRETS_DIRECTORY", folder.toString()))
                        .getProperty("spring.datasource.password"))
                .isEqualTo("from-a-file");
    }

    @Test
    void startsWithoutTheDirectory(@TempDir Path folder) {
        assertThat(environment(Map.of(
                                "QL_SECRETS_DIRECTORY", folder.resolve("none").toString()))
                        .getProperty("spring.datasource.password"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SPRING_APPLICATION_JSON", "SPRING_CONFIG_IMPORT", "SPRING_CONFIG_LOCATION"})
    void refusesToStartWithAVariableThatCouldChangeAnySetting(String variable) {
        assertThatIllegalStateException()
                .isThrownBy(() -> environment(Map.of(variable, "{}")))
                .withMessageContaining(variable)
                .withMessageContaining("Remove it");
    }

    @Test
    void aNameKeepsItsAddressForAWhileWhereNoNameServerAnswers() {
        environment(Map.of());

        assertThat(Security.getProperty("networkaddress.cache.stale.ttl")).isEqualTo("600");
    }

    @Test
    void speaksTlsWhereThereIsACertificate() {
        assertThat(environment(Map.of()).getProperty("server.ssl.bundle")).isNull();
        assertThat(environment(Map.of("QL_TLS_CERTIFICATE", "/tls/tls.crt", "QL_TLS_PRIVATE_KEY", "/tls/tls.key"))
                        .getProperty("spring.ssl.bundle.pem.server.keystore.certificate"))
                .isEqualTo("file:/tls/tls.crt");
    }

    @Test
    void refusesToStartWithACertificateAndNoKey() {
        assertThatIllegalStateException()
                .isThrownBy(() -> environment(Map.of("QL_TLS_CERTIFICATE", "/tls/tls.crt")))
                .withMessageContaining("QL_TLS_PRIVATE_KEY");
    }

    private static StandardEnvironment environment(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment() {
            @Override
            public Map<String, Object> getSystemEnvironment() {
                return variables;
            }
        };
        environment
                .getPropertySources()
                .replace("systemEnvironment", new MapPropertySource("systemEnvironment", variables));
        new PlatformDefaults().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
