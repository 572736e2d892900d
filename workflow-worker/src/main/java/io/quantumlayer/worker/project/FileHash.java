package io.quantumlayer.worker.project;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A file of the delivered project.
 *
 * @param sha256 lower-case hexadecimal digest of the UTF-8 content
 */
public record FileHash(
        @JsonProperty("path") String path,
        @JsonProperty("sha256") String sha256) {

    /** The digests of files, in their order. */
    public static List<FileHash> of(List<DropFile> files) {
        return files.stream()
                .map(file -> new FileHash(file.path(), sha256(file.content())))
                .toList();
    }

    private static String sha256(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
