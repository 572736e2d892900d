package io.quantumlayer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the manifests render to is what was reviewed. */
class RendersTests {

    @Test
    void theRendersInTheRepositoryAreThoseOfTheManifests() throws IOException, InterruptedException {
        assumeTrue(
                Composition.renderer().isPresent(),
                "The renders are not compared: install kubectl 1.34 or newer, or kustomize 5.7.");

        Process process = new ProcessBuilder("../delivery/renders.sh", "--check")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }
}
