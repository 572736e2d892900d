package io.quantumlayer.worker.signature;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.contracts.digest.Sha256;
import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.NewDrop;
import io.quantumlayer.contracts.quantumdrop.StoredFile;
import io.quantumlayer.platform.identity.ServiceTokens;
import io.quantumlayer.platform.identity.TokenSigner;
import io.quantumlayer.testsupport.TestKeys;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.FileSystemResource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class DropSignaturesTests {

    private static final JsonMapper STORE = JsonMapper.builder().build();

    private final TestKeys keys = TestKeys.create();
    private final DropSignatures signatures = TestSignatures.with(keys);

    @Test
    void outlivesTheStoreWhateverItsMetadataHolds() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("b", 1L);
        metadata.put("a", Arrays.asList(0.1f, 1.0, new BigDecimal("1.10"), 1e300, Double.NaN, "ä\u2028", null));
        metadata.put("nothing", null);
        Map<String, Object> inner = new HashMap<>(Map.of("z", 1, "y", true));
        inner.put("x", null);
        metadata.put("inner", inner);

        Drop stored = stored(signatures.signed(drop(metadata)));

        assertThatCode(() -> signatures.check(stored, "workflow", "run:step:0")).doesNotThrowAnyException();
    }

    @Test
    void isForOneWorkflow() {
        Drop stored = stored(signatures.signed(drop(Map.of())));

        assertThatThrownBy(() -> signatures.check(stored, "another", "run:step:0"))
                .isInstanceOf(ForeignDropException.class);
    }

    @Test
    void aTokenForTheStoreIsNoSignature() {
        String token = new ServiceTokens.Issuer(
                        ServiceTokens.WORKER,
                        TokenSigner.of(new FileSystemResource(keys.privateKey())),
                        Clock.systemUTC())
                .issue("quantumdrop");
        NewDrop drop = drop(Map.of("signature", token));

        assertThatThrownBy(() -> signatures.check(stored(drop), "workflow", "run:step:0"))
                .isInstanceOf(ForeignDropException.class)
                .hasMessageContaining("not of this platform's worker");
    }

    @Test
    void aSignatureOpensNoService() {
        Object signature = Objects.requireNonNull(
                        signatures.signed(drop(Map.of())).metadata())
                .get("signature");
        ServiceTokens.Checker store = new ServiceTokens.Checker(
                ServiceTokens.WORKER, "quantumdrop", new FileSystemResource(keys.publicKey()), Clock.systemUTC());

        assertThatThrownBy(() -> store.check(String.valueOf(signature))).hasMessageContaining("subject");
    }

    @Test
    void withoutAKeyTheSettingIsNamed() {
        DropSignatures keyless = new DropSignatures(null, null);

        assertThatThrownBy(() -> keyless.signed(drop(Map.of()))).hasMessageContaining("QL_WORKER_PRIVATE_KEY");
        assertThatThrownBy(() -> keyless.keyOf(stored(signatures.signed(drop(Map.of()))), "workflow"))
                .hasMessageContaining("QL_WORKER_PUBLIC_KEY");
    }

    private static NewDrop drop(Map<String, Object> metadata) {
        return new NewDrop(
                null,
                "workflow",
                "request",
                "frd_generation",
                "frd",
                "text",
                metadata,
                "run",
                "run:step:0",
                List.of(new DropFile("a.txt", "a")));
    }

    /** As it comes back: through JSON, with the hashes that the store has made. */
    private static Drop stored(NewDrop drop) {
        Map<String, Object> metadata =
                STORE.readValue(STORE.writeValueAsString(drop.metadata()), new TypeReference<>() {});
        return new Drop(
                "d",
                drop.workflowId(),
                "request",
                drop.stage(),
                drop.type(),
                drop.artifact(),
                metadata,
                Instant.EPOCH,
                1,
                drop.runId(),
                null,
                false,
                List.of(new StoredFile("a.txt", Sha256.hex("a"), 1)));
    }
}
