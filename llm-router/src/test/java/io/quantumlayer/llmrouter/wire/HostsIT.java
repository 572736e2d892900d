package io.quantumlayer.llmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who comes by another host is refused on every path, whether the web framework or the handler below it answers. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "QL_ALLOWED_HOSTS=llm-router.quantumlayer.svc.cluster.local"})
class HostsIT {

    private static final String[] PATHS = {
        "/v1/chat/completions",
        "/v1/messages",
        "/v1/responses",
        "/v1/embeddings",
        "/api/v1/llm/chat/completions",
        "/api/v1/llm/generate",
        "/nothing"
    };

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Host: localhost                                                 | 0
            Host: [::1]:8080                                                | 0
            Host: llm-router.quantumlayer.svc.cluster.local:8080            | 0
            Host: localhost\\r\\nOrigin: http://localhost                   | 0
            Host: evil.example                                              | 421
            Host: evil.example\\r\\nOrigin: http://evil.example             | 421
            Host: localhost\\r\\nOrigin: http://evil.example                | 403
            Host: localhost\\r\\nHost: evil.example                         | 400
            X-Other: localhost                                              | 400
            """)
    void everyPathAnswersItsOwnNamesAlone(String headers, int refused) throws IOException {
        for (String path : PATHS) {
            String answer = post(path, headers);

            if (refused == 0) {
                assertThat(answer)
                        .as(path)
                        .doesNotContainPattern("^HTTP/1.1 (403|421)")
                        .doesNotContain("Host");
            } else {
                assertThat(answer).as(path).startsWith("HTTP/1.1 " + refused + " ");
            }
            if (refused == 421) {
                assertThat(answer).as(path).contains("QL_ALLOWED_HOSTS");
            }
        }
    }

    private String post(String path, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String request =
                    "POST %s HTTP/1.1\r\n%s\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                            .formatted(path, headers.replace("\\r\\n", "\r\n"));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
