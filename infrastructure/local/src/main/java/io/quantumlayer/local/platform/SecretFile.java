package io.quantumlayer.local.platform;

import io.quantumlayer.local.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;

/** Files of the home's {@code keys}: always whole, readable by their owner alone. */
final class SecretFile {

    private SecretFile() {}

    /** What PEM is of a DER encoding (RFC 7468). */
    static String pem(String type, byte[] encoded) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, base64, type);
    }

    static void write(Path file, String content) throws IOException {
        Path written = Files.createTempFile(file.toAbsolutePath().getParent(), ".secret-", null, Home.OWNER_ALONE);
        Files.writeString(written, content);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
