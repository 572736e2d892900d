package io.quantumlayer.platform.identity;

import com.nimbusds.jose.jwk.Curve;
import io.quantumlayer.platform.file.WatchedText;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads EC P-256 keys from PEM files (RFC 7468). */
final class EcKeys {

    private EcKeys() {}

    /** @throws IllegalArgumentException if the file holds no such key, or several */
    static WatchedText<ECPrivateKey> privateKey(KeyFile file) {
        String name = file.file().getDescription();
        return new WatchedText<>(List.of(file.file()), file.optional(), pem -> {
            List<ECPrivateKey> keys =
                    read(name, pem, "PRIVATE KEY", PKCS8EncodedKeySpec::new, KeyFactory::generatePrivate);
            if (keys.size() > 1) {
                throw new IllegalArgumentException(
                        "%s has %d private keys; one is needed".formatted(name, keys.size()));
            }
            return keys.getFirst();
        });
    }

    /** At least one: a file may hold the next key beside the one in use. */
    static WatchedText<List<PublishedKey>> publicKeys(KeyFile file) {
        String name = file.file().getDescription();
        return new WatchedText<>(
                List.of(file.file()),
                file.optional(),
                pem -> EcKeys.<ECPublicKey>read(
                                name, pem, "PUBLIC KEY", X509EncodedKeySpec::new, KeyFactory::generatePublic)
                        .stream()
                        .map(PublishedKey::of)
                        .toList());
    }

    private interface KeyReader {
        Key read(KeyFactory factory, KeySpec spec) throws GeneralSecurityException;
    }

    @SuppressWarnings("unchecked")
    private static <K extends Key> List<K> read(
            String file, String pem, String label, Function<byte[], KeySpec> encoding, KeyReader reader) {
        try {
            Matcher block = Pattern.compile(
                            "-----BEGIN %1$s-----(.*?)-----END %1$s-----".formatted(label), Pattern.DOTALL)
                    .matcher(pem);
            List<K> keys = new ArrayList<>();
            while (block.find()) {
                byte[] der = Base64.getMimeDecoder().decode(block.group(1));
                Key key = reader.read(KeyFactory.getInstance("EC"), encoding.apply(der));
                if (!(key instanceof ECKey ec) || !Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()))) {
                    throw new IllegalArgumentException("%s has a key of another curve than P-256".formatted(file));
                }
                keys.add((K) key);
            }
            if (keys.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s has no %s block; an EC P-256 key is needed".formatted(file, label));
            }
            return keys;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("%s holds no EC key; an EC P-256 key is needed".formatted(file), e);
        }
    }
}
