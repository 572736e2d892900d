package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.local.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTests {

    @TempDir
    private Path directory;

    private Leases leases;

    @BeforeEach
    void create() {
        leases = new Leases(new Home(directory).create());
    }

    @Test
    void aLeaseCountsUntilItIsGivenBack() {
        Path lease = leases.take();

        assertThat(leases.any()).isTrue();
        leases.giveBack(lease);
        assertThat(leases.any()).isFalse();
    }

    @Test
    void aLeaseOfAProcessThatEndedCountsNoLonger() throws IOException {
        Path lease = leases.take();
        Files.writeString(
                lease,
                "{\"pid\":%d,\"started\":\"another boot:1\"}"
                        .formatted(ProcessHandle.current().pid()));

        assertThat(leases.any()).isFalse();
        assertThat(lease).doesNotExist();
    }

    @Test
    void aKeptPlatformNeedsNoLease() {
        leases.keep();

        assertThat(leases.any()).isTrue();
        leases.keepNoLonger();
        assertThat(leases.any()).isFalse();
    }
}
