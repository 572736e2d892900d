package io.quantumlayer.platform.identity;

import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keys of workflow-worker, as paths of PEM files like those of {@link IdentityProperties}.
 *
 * @param publicKey EC P-256 public keys, by which QuantumDrop knows the worker and the worker knows its own drops
 * @param privateKey the EC P-256 private key; the worker alone has it, all its replicas the same
 */
@ConfigurationProperties("quantumlayer.worker-key")
public record WorkerKeyProperties(
        @DefaultValue("") String publicKey,
        @DefaultValue("") String privateKey) {

    /** Variable that names the file of {@link #publicKey}. */
    public static final String PUBLIC_KEY = "QL_WORKER_PUBLIC_KEY";

    /** Variable that names the file of {@link #privateKey}. */
    public static final String PRIVATE_KEY = "QL_WORKER_PRIVATE_KEY";

    /** File with the public keys. */
    public Optional<KeyFile> publicKeyFile() {
        return KeyFile.at(publicKey, "nothing that workflow-worker signs is accepted");
    }

    /** File with the private key. */
    public Optional<KeyFile> privateKeyFile() {
        return KeyFile.at(privateKey, "this worker cannot store what it makes");
    }
}
