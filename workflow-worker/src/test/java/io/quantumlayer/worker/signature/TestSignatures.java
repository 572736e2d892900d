package io.quantumlayer.worker.signature;

import io.quantumlayer.platform.identity.TokenSigner;
import io.quantumlayer.platform.identity.TokenVerifier;
import io.quantumlayer.testsupport.TestKeys;
import org.springframework.core.io.FileSystemResource;

/** Signatures with a key of a test. */
public final class TestSignatures {

    private TestSignatures() {}

    public static DropSignatures with(TestKeys keys) {
        return new DropSignatures(
                TokenSigner.of(new FileSystemResource(keys.privateKey())),
                TokenVerifier.of(new FileSystemResource(keys.publicKey())));
    }
}
