package io.quantumlayer.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.parser.ProjectReport;
import io.quantumlayer.contracts.parser.ProjectRequest;
import io.quantumlayer.contracts.parser.SourceText;
import io.quantumlayer.testsupport.ApiContract;
import io.quantumlayer.testsupport.ControllerThreads;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@AutoConfigureWebTestClient(timeout = "60s")
class ParserIT {

    @LocalServerPort
    private int port;

    @Autowired
    private WebTestClient web;

    @Test
    void keepsTheApiOfTheLastRelease() {
        ApiContract.verify("parser", port);
    }

    @Test
    void staysAliveWhileItsControllersWait() {
        ControllerThreads.verify(port);
    }

    @Test
    void isReadyAsSoonAsItRuns() {
        web.get()
                .uri("/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.service")
                .isEqualTo("parser");
        web.get().uri("/ready").exchange().expectStatus().isOk();
    }

    @Test
    void takesAProjectOfSeveralMegabytes() {
        String code = "x = \"" + "é".repeat(500_000) + "\"\n";
        List<SourceText> files =
                List.of(new SourceText("a.py", code), new SourceText("b.py", code), new SourceText("c.py", code));

        ProjectReport report = web.post()
                .uri("/api/v1/project")
                .bodyValue(new ProjectRequest("python", files))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(ProjectReport.class)
                .returnResult()
                .getResponseBody();

        assertThat(report.files())
                .hasSize(3)
                .allSatisfy(file -> assertThat(file.diagnostics()).isEmpty());
    }

    @Test
    void refusesAFileOfMoreThanTwoMegabytes() {
        web.post()
                .uri("/parse")
                .bodyValue(Map.of("code", "#".repeat(2 * 1024 * 1024 + 1), "language", "python"))
                .exchange()
                .expectStatus()
                .isEqualTo(413)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void refusesABodyThatIsLargerThanAnyProject() {
        web.post()
                .uri("/parse")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"code\":\"" + "#".repeat(25 * 1024 * 1024) + "\"}")
                .exchange()
                .expectStatus()
                .isEqualTo(413)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }
}
