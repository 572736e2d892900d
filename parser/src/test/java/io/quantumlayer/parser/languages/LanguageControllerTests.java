package io.quantumlayer.parser.languages;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.parser.reading.ParsingBeans;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;

@WebFluxTest(LanguageController.class)
@Import(ParsingBeans.class)
class LanguageControllerTests {

    @Autowired
    private WebTestClient web;

    @ParameterizedTest
    @ValueSource(strings = {"/languages", "/api/v1/parser/languages"})
    void tellsWhatItKnowsOfEachLanguage(String path) {
        web.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.languages[*].language")
                .value(
                        Object.class,
                        names -> assertThat(names).hasToString("[python, java, javascript, typescript, go]"))
                .jsonPath("$.languages[0].extensions[0]")
                .isEqualTo("py")
                .jsonPath("$.languages[3].rules.security")
                .value(Object.class, rules -> assertThat(rules.toString()).contains("shell-command"))
                .jsonPath("$.languages[4].rules.stub")
                .value(Object.class, rules -> assertThat(rules.toString()).contains("not-implemented"))
                .jsonPath("$.limits.file_bytes")
                .isEqualTo(64 * 1024)
                .jsonPath("$.limits.file_time_ms")
                .isEqualTo(30_000);
    }
}
