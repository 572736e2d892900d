package io.quantumlayer.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The six services behind the gateway and the keys of its identity tokens, shared by all tests of a run. */
public final class FakePlatform implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Map<String, FakeService> SERVICES = new LinkedHashMap<>();
    private static final Path PRIVATE_KEY;
    public static final Path PUBLIC_KEY;

    static {
        List.of("workflow-api", "llm-router", "agent-orchestrator", "meta-prompt-engine", "parser", "quantumdrop")
                .forEach(name -> SERVICES.put(name, new FakeService(name)));
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            PRIVATE_KEY = pem("PRIVATE KEY", pair.getPrivate());
            PUBLIC_KEY = pem("PUBLIC KEY", pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static FakeService service(String name) {
        return SERVICES.get(name);
    }

    public static void forget() {
        SERVICES.values().forEach(FakeService::forget);
    }

    private static Path pem(String label, Key key) {
        try {
            Path file = Files.createTempFile("gateway-test", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(
                    file,
                    "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                            .formatted(label, Base64.getMimeEncoder().encodeToString(key.getEncoded()), label));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        SERVICES.forEach((name, service) -> TestPropertyValues.of(
                        name.toUpperCase(java.util.Locale.ROOT).replace('-', '_') + "_URL=" + service.url())
                .applyTo(context));
        TestPropertyValues.of("QL_IDENTITY_PRIVATE_KEY=" + PRIVATE_KEY).applyTo(context);
    }
}
