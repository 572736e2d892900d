package io.quantumlayer.platform.identity;

import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/**
 * Keys of the identity token, as paths of PEM files; blank for none.
 *
 * @param publicKey the gateway's EC P-256 public key; services without it refuse every token
 * @param privateKey the EC P-256 private key; the gateway alone has it, and without it sends no tokens
 */
@ConfigurationProperties("quantumlayer.identity")
public record IdentityProperties(
        @DefaultValue("") String publicKey,
        @DefaultValue("") String privateKey) {

    /** File with the public key. */
    public Optional<Resource> publicKeyFile() {
        return file(publicKey);
    }

    /** File with the private key. */
    public Optional<Resource> privateKeyFile() {
        return file(privateKey);
    }

    private static Optional<Resource> file(String path) {
        return path.isBlank() ? Optional.empty() : Optional.of(new FileSystemResource(path));
    }
}
