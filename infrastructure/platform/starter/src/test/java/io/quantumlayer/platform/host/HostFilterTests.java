package io.quantumlayer.platform.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        classes = HostFilterTests.Service.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.application.name=test", "management.server.port=0", "QL_ALLOWED_HOSTS=ql.example.org"})
class HostFilterTests {

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Host: localhost:1                                       | 200
            host: 127.0.0.1                                         | 200
            Host: ql.example.org:30880                              | 200
            Host: localhost\\r\\nOrigin: http://localhost           | 200
            Host: evil.example                                      | 421
            Host: evil.example\\r\\nOrigin: http://evil.example     | 421
            Host: localhost\\r\\nOrigin: http://evil.example        | 403
            Host: localhost\\r\\nOrigin: null                       | 403
            Host: localhost\\r\\nHost: localhost                    | 400
            Host: localhost\\r\\nHost: evil.example                 | 400
            X-Other: localhost                                      | 400
            Host:                                                   | 400
            """)
    void everyPortAnswersItsOwnNamesAlone(String headers, int status) throws IOException {
        assertThat(exchange(port, "/health", headers)).startsWith("HTTP/1.1 " + status + " ");
        assertThat(exchange(managementPort, "/actuator/health/liveness", headers))
                .startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @CsvSource({"evil.example, misdirected-request, QL_ALLOWED_HOSTS", "a b, invalid-request, Host"})
    void theRefusalIsAProblemThatNamesTheRemedy(String host, String type, String named) throws IOException {
        assertThat(exchange(port, "/nothing", "Host: " + host))
                .contains("application/problem+json", "/errors/" + type + "\"", named);
    }

    private static String exchange(int port, String path, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String request = "GET %s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n"
                    .formatted(path, headers.replace("\\r\\n", "\r\n"));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @EnableAutoConfiguration
    static class Service {}
}
