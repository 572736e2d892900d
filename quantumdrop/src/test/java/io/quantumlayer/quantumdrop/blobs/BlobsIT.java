package io.quantumlayer.quantumdrop.blobs;

import static io.quantumlayer.quantumdrop.Server.drop;
import static io.quantumlayer.quantumdrop.Server.newWorkflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.contracts.digest.Sha256;
import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.quantumdrop.QuantumDropIntegrationTest;
import io.quantumlayer.quantumdrop.Server;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;

@QuantumDropIntegrationTest
class BlobsIT {

    @LocalServerPort
    private int port;

    @Autowired
    private Blobs blobs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transaction;

    @Test
    void storesTheSameContentOnce() {
        String content = newWorkflow() + "\n".repeat(5000);
        Drop drop = Server.client(port)
                .create(drop(
                        newWorkflow(),
                        "code_generation",
                        content,
                        new DropFile("a", content),
                        new DropFile("b", content)));

        String sha256 = drop.files().getFirst().sha256();
        assertThat(count("blobs", sha256)).isEqualTo(1);
        assertThat(jdbc.sql("SELECT stored_size FROM blobs WHERE sha256 = :sha256")
                        .param("sha256", sha256)
                        .query(Long.class)
                        .single())
                .isLessThan(500);
    }

    @Test
    void splitsWhatDoesNotCompressIntoChunksAndPutsItTogetherAgain() {
        byte[] noise = new byte[3 * 1024 * 1024 + 17];
        new Random(1).nextBytes(noise);
        Blob blob = stored(noise);

        assertThat(blobs.read(blob.sha256())).isEqualTo(noise);
        assertThat(jdbc.sql("SELECT max(length(data)) FROM blob_chunks WHERE sha256 = :sha256")
                        .param("sha256", blob.sha256())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1024 * 1024);
        assertThat(count("blob_chunks", blob.sha256())).isEqualTo(4);
    }

    @Test
    void storesTheEmptyContent() {
        Blob blob = stored(new byte[0]);

        assertThat(blobs.read(blob.sha256())).isEmpty();
    }

    @Test
    void keepsChunksUncompressedInTheTable() {
        assertThat(jdbc.sql("""
                        SELECT attstorage FROM pg_attribute
                        WHERE attrelid = 'quantumdrop.blob_chunks'::regclass AND attname = 'data'""").query(String.class).single()).isEqualTo("e");
    }

    @Test
    void refusesToServeBytesThatWereChanged() {
        Drop drop = Server.client(port)
                .create(drop(newWorkflow(), "code_generation", "text", new DropFile("a", newWorkflow())));
        String sha256 = drop.files().getFirst().sha256();
        Blob other = stored(newWorkflow().getBytes());
        jdbc.sql("""
                        UPDATE blob_chunks SET data = (SELECT data FROM blob_chunks WHERE sha256 = :other)
                        WHERE sha256 = :sha256""").param("other", other.sha256()).param("sha256", sha256).update();

        assertThatThrownBy(() -> blobs.read(sha256))
                .isInstanceOf(CorruptBlobException.class)
                .hasMessageContaining(sha256);
        Server.web(port)
                .get()
                .uri("/api/v1/drops/{id}/contents", drop.id())
                .exchange()
                .expectStatus()
                .is5xxServerError()
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.error")
                .value(error -> assertThat((String) error).contains("damaged").contains(sha256));
    }

    @Test
    void refusesToServeBytesThatDoNotDecompressOrAreMissing() {
        Blob blob = stored(newWorkflow().getBytes());
        jdbc.sql("UPDATE blob_chunks SET data = '\\x00' WHERE sha256 = :sha256")
                .param("sha256", blob.sha256())
                .update();
        assertThatThrownBy(() -> blobs.read(blob.sha256())).isInstanceOf(CorruptBlobException.class);

        jdbc.sql("DELETE FROM blob_chunks WHERE sha256 = :sha256")
                .param("sha256", blob.sha256())
                .update();
        assertThatThrownBy(() -> blobs.read(blob.sha256())).isInstanceOf(CorruptBlobException.class);

        assertThatThrownBy(() -> blobs.read(Set.of("0".repeat(64)))).isInstanceOf(CorruptBlobException.class);
    }

    @Test
    void storesNothingOutsideATransaction() throws CharacterCodingException {
        List<Blob> one = List.of(Blob.ofText("x"));

        assertThatThrownBy(() -> blobs.hold(one)).isInstanceOf(IllegalTransactionStateException.class);
    }

    private Blob stored(byte[] bytes) {
        Blob blob = new Blob(Sha256.hex(bytes), bytes);
        transaction.executeWithoutResult(_ -> blobs.hold(List.of(blob)));
        return blob;
    }

    private int count(String table, String sha256) {
        return jdbc.sql("SELECT count(*) FROM " + table + " WHERE sha256 = :sha256")
                .param("sha256", sha256)
                .query(Integer.class)
                .single();
    }
}
