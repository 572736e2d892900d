package io.quantumlayer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Components that exclude each other are refused, in whatever order they are listed. */
class ComponentTests {

    @BeforeAll
    static void needsARenderer() {
        assertThat(Composition.PRODUCTION_TLS.objects()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"production, istio, tls", "production, tls, istio"})
    void aGatewayThatSpeaksTlsItselfIsRefusedInTheMesh(String overlay, String first, String second) {
        assertThatThrownBy(() -> Composition.render(overlay, List.of(first, second)))
                .hasMessageContaining("excludes")
                .hasMessageContaining("gateway-api or ingress");
    }

    @ParameterizedTest
    @CsvSource("mesh, tls")
    void soItIsInTheOverlayOfTheMesh(String overlay, String component) {
        assertThatThrownBy(() -> Composition.render(overlay, List.of(component)))
                .hasMessageContaining("tls excludes istio");
    }
}
