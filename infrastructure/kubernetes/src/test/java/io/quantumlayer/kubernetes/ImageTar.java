package io.quantumlayer.kubernetes;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An image as {@code docker save} and Jib write it. */
record ImageTar(DocumentContext config, Map<String, String> digests) {

    /** Reads it whole; {@code digests} are the SHA-256 of its files by path, a later layer's file in an earlier one's place. */
    static ImageTar read(Path tar) throws IOException {
        Map<String, byte[]> parts = new HashMap<>();
        try (InputStream file = Files.newInputStream(tar)) {
            eachFile(file, (name, content) -> parts.put(name, content.readAllBytes()));
        }
        Map<String, String> digests = new TreeMap<>();
        for (String layer : json(parts, "manifest.json").<List<String>>read("$[0].Layers")) {
            eachFile(
                    new GZIPInputStream(new ByteArrayInputStream(parts.get(layer))),
                    (name, content) -> digests.put(name, sha256(content.readAllBytes())));
        }
        return new ImageTar(json(parts, "config.json"), digests);
    }

    private static DocumentContext json(Map<String, byte[]> parts, String name) {
        return JsonPath.parse(new String(parts.get(name), StandardCharsets.UTF_8));
    }

    private static void eachFile(InputStream packed, FileReader reader) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(packed);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.isFile()) {
                reader.read(entry.getName(), tar);
            }
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    private interface FileReader {

        void read(String name, InputStream content) throws IOException;
    }
}
