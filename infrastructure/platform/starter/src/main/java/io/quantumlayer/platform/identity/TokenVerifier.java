package io.quantumlayer.platform.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.quantumlayer.platform.file.WatchedText;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.Resource;

/** Reads JWTs that one of its keys has signed with ES256; what they claim is for the caller to judge. */
public final class TokenVerifier {

    private final WatchedText<List<PublishedKey>> keys;

    private TokenVerifier(KeyFile file) {
        this.keys = EcKeys.publicKeys(file);
    }

    /**
     * Verifies with the keys of a file, and with the next ones within a second of its change.
     *
     * @param pem EC P-256 public keys in X.509 SubjectPublicKeyInfo: the one in use, and while it is replaced the other
     * @throws IllegalArgumentException if the file holds no such key
     */
    public static TokenVerifier of(Resource pem) {
        return of(new KeyFile(pem));
    }

    /** The same for a file that may come later; until then no token is verified. */
    public static TokenVerifier of(KeyFile file) {
        return new TokenVerifier(file);
    }

    /** Whether there is a key to verify with by now. */
    public boolean isReady() {
        return keys.get().isPresent();
    }

    /** The claims of a token; empty if it is no JWT or none of the keys has signed it. */
    public Optional<JWTClaimsSet> verified(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            String named = jwt.getHeader().getKeyID();
            for (PublishedKey key : keys.get().orElse(List.of())) {
                if ((named == null || named.equals(key.id())) && key.hasSigned(jwt)) {
                    return Optional.of(jwt.getJWTClaimsSet());
                }
            }
            return Optional.empty();
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** All keys of the file; none as long as it is not there. */
    List<PublishedKey> keys() {
        return keys.get().orElse(List.of());
    }
}
