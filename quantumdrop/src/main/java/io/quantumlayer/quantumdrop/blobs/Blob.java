package io.quantumlayer.quantumdrop.blobs;

import io.quantumlayer.contracts.digest.Sha256;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A content and its address.
 *
 * @param sha256 lower-case hexadecimal digest of the bytes
 */
public record Blob(String sha256, byte[] bytes) {

    /**
     * The UTF-8 bytes of a text.
     *
     * @throws CharacterCodingException if the text holds half of a surrogate pair, which UTF-8 cannot carry
     */
    public static Blob ofText(String text) throws CharacterCodingException {
        ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return new Blob(Sha256.hex(bytes), bytes);
    }
}
