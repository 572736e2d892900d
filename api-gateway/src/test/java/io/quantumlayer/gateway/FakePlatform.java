package io.quantumlayer.gateway;

import io.quantumlayer.testsupport.TestKeys;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The six services behind the gateway and the keys of its identity tokens, shared by all tests of a run. */
public final class FakePlatform implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Map<String, FakeService> SERVICES = new LinkedHashMap<>();
    private static final TestKeys KEYS = TestKeys.create();

    public static final Path PUBLIC_KEY = KEYS.publicKey();

    static {
        List.of("workflow-api", "llm-router", "agent-orchestrator", "meta-prompt-engine", "parser", "quantumdrop")
                .forEach(name -> SERVICES.put(name, new FakeService(name)));
    }

    public static FakeService service(String name) {
        return SERVICES.get(name);
    }

    public static void forget() {
        SERVICES.values().forEach(FakeService::forget);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        SERVICES.forEach((name, service) -> TestPropertyValues.of(
                        name.toUpperCase(java.util.Locale.ROOT).replace('-', '_') + "_URL=" + service.url())
                .applyTo(context));
        TestPropertyValues.of(
                        "QL_IDENTITY_PRIVATE_KEY=" + KEYS.privateKey(), "QL_IDENTITY_PUBLIC_KEY=" + KEYS.publicKey())
                .applyTo(context);
    }
}
