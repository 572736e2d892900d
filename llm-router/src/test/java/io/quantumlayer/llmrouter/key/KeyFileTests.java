package io.quantumlayer.llmrouter.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quantumlayer.platform.yaml.WatchedFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTests {

    private static final String HASH = Digest.of("ql-secret").hex();

    @Test
    void readsEverythingThatAKeyMayHave() {
        List<VirtualKey> keys = read("""
                keys:
                  - id: ci
                    sha256: %s
                    owner: build
                    models: ["gpt-*"]
                    rpm: 60
                    tpm: 10000
                    concurrency: 4
                    budget: {usd: 12.5, period: month}
                    expires: 2027-01-01T00:00:00Z
                """.formatted(HASH));

        VirtualKey key = keys.getFirst();
        assertThat(key.digest()).isEqualTo(Digest.of("ql-secret"));
        assertThat(key.budget()).isNotNull();
        assertThat(key.budget().nanos()).isEqualTo(12_500_000_000L);
        assertThat(key.toString()).doesNotContain(HASH);
    }

    @Test
    void namesLineAndFieldOfWhatIsWrong() {
        assertFault("keys:\n  - id: a\n    sha256: abc\n    owner: x\n", "keys[0].sha256, line 3: must be a SHA-256");
        assertFault("keys:\n  - id: a\n    owner: x\n", "keys[0].sha256, line 2: is missing");
        assertFault(
                "keys:\n  - id: a\n    sha256: " + HASH + "\n    owner: x\n    rpm: 0\n",
                "keys[0].rpm, line 5: must be");
        assertFault(
                "keys:\n  - id: a\n    sha256: " + HASH + "\n    owner: x\n    budget: {usd: -1, period: day}\n",
                "keys[0].budget.usd, line 5");
        assertFault("keys:\n  - id: a\n    limit: 5\n", "keys[0].limit, line 3: there is no such field");
    }

    @Test
    void takesOverAChangeAndKeepsTheOldKeysWhenTheFileBreaks(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("keys.yaml");
        Files.writeString(file, entry("a"));
        KeyRing ring = new KeyRing(false, (key, owner, used) -> {}, InstantSource.system());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (WatchedFile watch = new WatchedFile(
                file,
                text -> ring.replaceFileKeys(KeyFile.read(text, "keys.yaml")),
                "llm.router.keys.file.broken",
                meters)) {
            assertThat(ring.find(Digest.of("ql-a"))).isNotNull();
            Files.writeString(file, entry("b"));
            Thread.sleep(1_000);
            assertThat(ring.find(Digest.of("ql-b"))).isNotNull();
            assertThat(ring.find(Digest.of("ql-a"))).isNull();
            Files.writeString(file, "keys: 5");
            Thread.sleep(1_000);
            assertThat(ring.find(Digest.of("ql-b"))).isNotNull();
            assertThat(meters.get("llm.router.keys.file.broken").gauge().value())
                    .isEqualTo(1);
        }
    }

    private static String entry(String id) {
        return "keys:\n  - {id: %s, sha256: %s, owner: x}\n"
                .formatted(id, Digest.of("ql-" + id).hex());
    }

    private static List<VirtualKey> read(String yaml) {
        return KeyFile.read(yaml.getBytes(StandardCharsets.UTF_8), "keys.yaml");
    }

    private static void assertFault(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml)).hasMessageContaining("keys.yaml").hasMessageContaining(message);
    }
}
