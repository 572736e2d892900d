package io.quantumlayer.llmrouter.key;

import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who may change keys and see everyone's usage: whoever has the admin token. */
public final class AdminAccess {

    private static final String BEARER = "bearer ";

    private final @Nullable Digest digest;
    private final @Nullable Path file;

    AdminAccess(KeyProperties properties) {
        String hex = properties.adminTokenSha256();
        try {
            digest = hex == null || hex.isBlank() ? null : Digest.ofHex(hex.strip());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalStateException(
                    "quantumlayer.router.keys.admin-token-sha256 must be 64 hexadecimal digits", malformed);
        }
        file = properties.adminTokenFile();
    }

    /**
     * Refuses whoever is not the administrator.
     *
     * @param authorization header {@code Authorization} of the request
     */
    public void check(@Nullable String authorization) {
        if (!isOn()) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "The admin API is off. Set quantumlayer.router.keys.admin-token-sha256 or quantumlayer.router.keys.admin-token-file.");
        }
        if (!allows(authorization)) {
            throw new ProblemException(
                    ProblemType.UNAUTHORIZED, "Send the admin token as 'Authorization: Bearer <token>'.");
        }
    }

    /** Whether an admin token is set. */
    public boolean isOn() {
        return digest != null || file != null;
    }

    /** Whether the header carries the admin token. */
    public boolean allows(@Nullable String authorization) {
        String token = token(authorization);
        Digest expected = expected();
        return token != null
                && expected != null
                && MessageDigest.isEqual(
                        expected.hex().getBytes(StandardCharsets.US_ASCII),
                        Digest.of(token).hex().getBytes(StandardCharsets.US_ASCII));
    }

    /** What follows {@code Bearer}. */
    public static @Nullable String token(@Nullable String authorization) {
        return authorization != null
                        && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                        && authorization.length() > BEARER.length()
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    private @Nullable Digest expected() {
        if (digest != null || file == null) {
            return digest;
        }
        try {
            String token = Files.readString(file).strip();
            return token.isEmpty() ? null : Digest.of(token);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "quantumlayer.router.keys.admin-token-file: " + file + " cannot be read", unreadable);
        }
    }
}
