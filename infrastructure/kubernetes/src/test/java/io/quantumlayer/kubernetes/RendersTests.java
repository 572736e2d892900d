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
        Process process = new ProcessBuilder("../delivery/renders.sh", "--check")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        int code = process.waitFor();
        assumeTrue(code != Composition.NO_RENDERER, said);
        assertThat(code).as(said).isZero();
    }
}
