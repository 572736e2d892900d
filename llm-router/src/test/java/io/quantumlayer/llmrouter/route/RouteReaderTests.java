package io.quantumlayer.llmrouter.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.platform.yaml.InvalidYamlException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RouteReaderTests {

    private static final String GOOD = """
            routes:
              - model: smart
                targets:
                  - {provider: openai, model: gpt, weight: 3}
                timeouts: {first-byte: 30s}
                hedge: {after: 800ms, percent: 5}
            """;

    @Test
    void readsRoutes() {
        RouteFile file = read(GOOD);

        assertThat(file.routes()).hasSize(1);
        assertThat(file.routes().getFirst().hedge()).isEqualTo(new RouteFile.HedgeEntry("800ms", 5));
    }

    @Test
    void namesMemberAndLineOfWhatIsWrong() {
        expect(GOOD.replace("weight: 3", "weight: 0"), "routes[0].targets[0].weight, line 4", "1 or more");
        expect(GOOD.replace("30s", "soon"), "routes[0].timeouts.first-byte, line 5", "no duration");
        expect(GOOD.replace("percent: 5", "percent: 500"), "routes[0].hedge.percent, line 6", "between 1 and 100");
        expect(GOOD.replace("targets:", "target:"), "target", "line");
        expect(
                GOOD + "  - model: smart\n    targets: [{provider: x, model: y}]\n",
                "routes[1].model, line 7",
                "already");
        expect("routes: []\nmore: 1\n", "more", "line");
    }

    private static void expect(String yaml, String... parts) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(InvalidYamlException.class)
                .message()
                .contains(parts);
    }

    private static RouteFile read(String yaml) {
        return RouteReader.read(yaml.getBytes(StandardCharsets.UTF_8), "routes.yaml");
    }
}
