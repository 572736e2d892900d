package io.quantumlayer.llmrouter.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class RouterPropertiesTests {

    @Test
    void hasDefaults() {
        RouterProperties properties = bind(Map.of());

        assertThat(properties.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(properties.responseTimeout()).isEqualTo(Duration.ofSeconds(120));
        assertThat(properties.idleTimeout()).isEqualTo(Duration.ofSeconds(300));
        assertThat(properties.maxAnswerSize()).isEqualTo(DataSize.ofMegabytes(32));
        assertThat(properties.providers()).isEmpty();
        assertThat(properties.recipesDir()).isNull();
    }

    @Test
    void bindsEverySetting() {
        RouterProperties properties = bind(Map.of(
                "quantumlayer.router.default-model", "local/small",
                "quantumlayer.router.recipes-dir", "/srv/recipes",
                "quantumlayer.router.providers.local.base-url", "http://localhost:8000/v1",
                "quantumlayer.router.providers.local.api-key", "sk-1",
                "quantumlayer.router.providers.local.api-key-file", "/run/key",
                "quantumlayer.router.providers.local.models", "small,large",
                "quantumlayer.router.providers.local.headers.X-Team", "blue",
                "quantumlayer.router.providers.local.prices[small].input", "0.15",
                "quantumlayer.router.providers.local.prices[small].output", "0.60"));

        RouterProperties.ProviderSettings local = properties.providers().get("local");
        assertThat(properties.defaultModel()).isEqualTo("local/small");
        assertThat(properties.recipesDir()).isEqualTo(Path.of("/srv/recipes"));
        assertThat(local.models()).containsExactly("small", "large");
        assertThat(local.apiKey()).isEqualTo(Secret.of("sk-1"));
        assertThat(local.headers()).containsEntry("X-Team", Secret.of("blue"));
        assertThat(local.prices().get("small").of(1_000_000, 500_000)).isEqualByComparingTo(new BigDecimal("0.45"));
    }

    private static RouterProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("quantumlayer.router", RouterProperties.class);
    }
}
