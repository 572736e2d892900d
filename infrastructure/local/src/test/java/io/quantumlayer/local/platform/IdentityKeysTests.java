package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityKeysTests {

    @TempDir
    private Path directory;

    @Test
    void eachPairFitsTogetherAndNotWithTheOther() throws Exception {
        IdentityKeys keys = IdentityKeys.in(directory);

        assertThat(fits(keys.gateway().privateKey(), keys.gateway().publicKey()))
                .isTrue();
        assertThat(fits(keys.worker().privateKey(), keys.worker().publicKey())).isTrue();
        assertThat(fits(keys.worker().privateKey(), keys.gateway().publicKey())).isFalse();
    }

    private static boolean fits(Path privatePem, Path publicPem) throws Exception {
        KeyFactory factory = KeyFactory.getInstance("EC");
        PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(decoded(privatePem)));
        PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(decoded(publicPem)));

        Signature signing = Signature.getInstance("SHA256withECDSA");
        signing.initSign(privateKey);
        signing.update(new byte[] {1, 2, 3});
        Signature checking = Signature.getInstance("SHA256withECDSA");
        checking.initVerify(publicKey);
        checking.update(new byte[] {1, 2, 3});
        return checking.verify(signing.sign());
    }

    @Test
    void secretsAreMadeOnceAndReadableByTheirOwnerAlone() throws IOException {
        IdentityKeys first = IdentityKeys.in(directory);
        String privateKey = Files.readString(first.gateway().privateKey());

        assertThat(IdentityKeys.in(directory)).isEqualTo(first);
        assertThat(first.gateway().privateKey()).hasContent(privateKey);
        for (String file : new String[] {"identity.pem", "worker.pem", "postgresql.password"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    private static byte[] decoded(Path pem) throws IOException {
        return Base64.getMimeDecoder().decode(Files.readString(pem).replaceAll("-----[A-Z ]+-----", ""));
    }
}
