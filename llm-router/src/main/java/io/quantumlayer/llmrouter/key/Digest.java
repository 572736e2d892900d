package io.quantumlayer.llmrouter.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what is secret, a credential or a prompt: all that is ever kept of it. */
public record Digest(long first, long second, long third, long fourth) {

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Digest::sha256);

    static Digest of(String credential) {
        return of(credential.getBytes(StandardCharsets.UTF_8));
    }

    /** Of these bytes. */
    public static Digest of(byte[] secret) {
        return ofBytes(SHA_256.get().digest(secret));
    }

    /**
     * Reads 64 hexadecimal digits.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Digest ofHex(String hex) {
        if (hex.length() != 64) {
            throw new IllegalArgumentException("must be a SHA-256 hash of 64 hexadecimal digits");
        }
        return ofBytes(HexFormat.of().parseHex(hex));
    }

    /** 64 hexadecimal digits. */
    public String hex() {
        return "%016x%016x%016x%016x".formatted(first, second, third, fourth);
    }

    @Override
    public String toString() {
        return "****";
    }

    private static Digest ofBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Digest(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
