package io.quantumlayer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** In mode open a web page is told from the user by the name that it came by. */
@EdgeTest
@TestPropertySource(properties = "QL_ALLOWED_HOSTS=ql.example.org,192.0.2.10")
class HostsIT {

    @LocalServerPort
    private int port;

    @BeforeEach
    void forget() {
        FakePlatform.forget();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "127.0.0.1:30880, 200",
        "[::1]:30880, 200",
        "ql.example.org:443, 200",
        "192.0.2.10:30880, 200",
        "evil.example:30880, 421",
        "127.0.0.1.nip.io, 421",
        "192.0.2.11:30880, 421"
    })
    void servesItsOwnNamesAlone(String host, int status) throws Exception {
        for (String path : new String[] {"/api/v1/runs", "/v1/models", "/health", "/nothing"}) {
            String answer = RawClient.exchange(
                    port,
                    "GET %s HTTP/1.1\nHost: %s\nOrigin: http://%s\nConnection: close\n\n".formatted(path, host, host));

            int expected = status == 200 && path.equals("/nothing") ? 404 : status;
            assertThat(answer).startsWith("HTTP/1.1 " + expected + " ");
            if (status == 421) {
                assertThat(answer).contains("misdirected-request", "QL_ALLOWED_HOSTS", "application/problem+json");
            }
        }
        assertThat(FakePlatform.service("quantumdrop").untouched()).isEqualTo(status != 200);
        assertThat(FakePlatform.service("llm-router").untouched()).isEqualTo(status != 200);
    }
}
