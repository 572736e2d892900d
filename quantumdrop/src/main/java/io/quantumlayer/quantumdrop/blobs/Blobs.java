package io.quantumlayer.quantumdrop.blobs;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quantumlayer.contracts.digest.Sha256;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Contents by their SHA-256: each is stored once, compressed with zstd, in rows of at most 1 MiB. */
@Component
public class Blobs {

    private static final int CHUNK = 1024 * 1024;
    private static final int COMPRESSION_LEVEL = 3;

    private final JdbcClient jdbc;
    private final Counter received;
    private final Counter written;

    Blobs(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.received = Counter.builder("quantumdrop.blobs.received")
                .baseUnit("bytes")
                .description("Contents that drops brought, before compression and deduplication")
                .register(meters);
        this.written = Counter.builder("quantumdrop.blobs.written")
                .baseUnit("bytes")
                .description("Bytes written after compression and deduplication")
                .register(meters);
    }

    /**
     * Stores contents, and keeps those that were there already from being collected until the transaction of the caller
     * ends. The caller must refer to them in that transaction.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(Collection<Blob> blobs) {
        // Sorted: two transactions that store the same new contents wait for each other in one order.
        TreeMap<String, Blob> missing = new TreeMap<>();
        for (Blob blob : blobs) {
            missing.put(blob.sha256(), blob);
            received.increment(blob.bytes().length);
        }
        missing.keySet().removeAll(lock(missing.keySet()));
        for (Blob blob : missing.values()) {
            // Another transaction may store the content between the two, and the collector may delete it again.
            while (!insert(blob) && lock(Set.of(blob.sha256())).isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    /**
     * The contents with these addresses.
     *
     * @throws CorruptBlobException if one is missing or is not what its address says
     */
    public Map<String, byte[]> read(Collection<String> addresses) {
        Set<String> wanted = new HashSet<>(addresses);
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<String, Stored> found = new HashMap<>();
        jdbc.sql("""
                        SELECT b.sha256, b.size, c.data FROM blobs b LEFT JOIN blob_chunks c ON c.sha256 = b.sha256
                        WHERE b.sha256 = ANY(:addresses) ORDER BY b.sha256, c.seq""").param("addresses", wanted.toArray(String[]::new)).query(rs -> {
            long size = rs.getLong("size");
            Stored stored =
                    found.computeIfAbsent(rs.getString("sha256"), _ -> new Stored(size, new ByteArrayOutputStream()));
            byte[] chunk = rs.getBytes("data");
            if (chunk != null) {
                stored.compressed().writeBytes(chunk);
            }
        });
        Map<String, byte[]> contents = new HashMap<>();
        for (String address : wanted) {
            contents.put(address, verified(address, found.get(address)));
        }
        return contents;
    }

    /**
     * The content with this address.
     *
     * @throws CorruptBlobException if it is missing or is not what its address says
     */
    public byte[] read(String address) {
        return Objects.requireNonNull(read(Set.of(address)).get(address));
    }

    /** Locks against the collector without blocking other writers; returns the addresses that are there. */
    private Set<String> lock(Set<String> addresses) {
        if (addresses.isEmpty()) {
            return Set.of();
        }
        List<Held> held = jdbc.sql("""
                        SELECT sha256, unreferenced_since IS NOT NULL AS doomed FROM blobs
                        WHERE sha256 = ANY(:addresses) ORDER BY sha256 FOR KEY SHARE""")
                .param("addresses", addresses.toArray(String[]::new))
                .query(Held.class)
                .list();
        for (Held blob : held) {
            if (blob.doomed()) {
                jdbc.sql("UPDATE blobs SET unreferenced_since = NULL WHERE sha256 = :sha256")
                        .param("sha256", blob.sha256())
                        .update();
            }
        }
        return Set.copyOf(held.stream().map(Held::sha256).toList());
    }

    private boolean insert(Blob blob) {
        byte[] compressed = Zstd.compress(blob.bytes(), COMPRESSION_LEVEL);
        int inserted = jdbc.sql("""
                        INSERT INTO blobs (sha256, size, stored_size) VALUES (:sha256, :size, :storedSize)
                        ON CONFLICT (sha256) DO NOTHING""")
                .param("sha256", blob.sha256())
                .param("size", blob.bytes().length)
                .param("storedSize", compressed.length)
                .update();
        if (inserted == 0) {
            return false;
        }
        for (int seq = 0, from = 0; from < compressed.length; seq++, from += CHUNK) {
            jdbc.sql("INSERT INTO blob_chunks (sha256, seq, data) VALUES (:sha256, :seq, :data)")
                    .param("sha256", blob.sha256())
                    .param("seq", seq)
                    .param("data", Arrays.copyOfRange(compressed, from, Math.min(from + CHUNK, compressed.length)))
                    .update();
        }
        written.increment(compressed.length);
        return true;
    }

    private static byte[] verified(String address, @Nullable Stored stored) {
        if (stored == null) {
            throw new CorruptBlobException(address, "it is missing", null);
        }
        byte[] bytes;
        try {
            bytes = Zstd.decompress(stored.compressed().toByteArray(), Math.toIntExact(stored.size()));
        } catch (ZstdException e) {
            throw new CorruptBlobException(address, "it does not decompress", e);
        }
        if (!Sha256.hex(bytes).equals(address)) {
            throw new CorruptBlobException(address, "its checksum differs", null);
        }
        return bytes;
    }

    private record Held(String sha256, boolean doomed) {}

    private record Stored(long size, ByteArrayOutputStream compressed) {}
}
