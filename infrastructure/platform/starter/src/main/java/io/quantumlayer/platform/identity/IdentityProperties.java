package io.quantumlayer.platform.identity;

import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keys of the identity token, as paths of PEM files; blank for none. A path after {@code optional:} may lead to no file,
 * as that of a Secret which nobody has made. All are read again when they change.
 *
 * @param publicKey the gateway's EC P-256 public keys: the one that signs, and while it is replaced the other. Services
 *     without it refuse every token; the gateway publishes them and signs with no other
 * @param privateKey the EC P-256 private key; the gateway alone has it, and without it sends no tokens
 */
@ConfigurationProperties("quantumlayer.identity")
public record IdentityProperties(
        @DefaultValue("") String publicKey,
        @DefaultValue("") String privateKey) {

    /** File with the public key. */
    public Optional<KeyFile> publicKeyFile() {
        return KeyFile.at(publicKey, "tokens of the gateway are refused");
    }

    /** File with the private key. */
    public Optional<KeyFile> privateKeyFile() {
        return KeyFile.at(privateKey, "services are not told who calls");
    }
}
