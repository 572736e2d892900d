package io.quantumlayer.metaprompt.enhancement;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.metaprompt.template.TemplateFixtures;
import io.quantumlayer.platform.model.LimitOverrides;
import io.quantumlayer.platform.problem.ProblemAutoConfiguration;
import io.quantumlayer.platform.request.RequestAutoConfiguration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.core.type.TypeReference;

@WebFluxTest(EnhancementController.class)
@ImportAutoConfiguration({ProblemAutoConfiguration.class, RequestAutoConfiguration.class})
class EnhancementControllerTests {

    @Autowired
    private WebTestClient web;

    @ParameterizedTest
    @ValueSource(strings = {"/enhance", "/api/v1/enhance", "/api/v1/prompts/generate"})
    void answersWithTheOriginalMembersOnEveryPath(String path) {
        web.post()
                .uri(path)
                .bodyValue(Map.of("original_prompt", "Sort a list", "language", "go", "type", "function"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.enhanced_prompt")
                .value(String.class, prompt -> assertThat(prompt).contains("Sort a list"))
                .jsonPath("$.system_prompt")
                .isNotEmpty()
                .jsonPath("$.tokens")
                .isNumber()
                .jsonPath("$.improvements")
                .isArray()
                .jsonPath("$.template_used")
                .isEqualTo("enhancement@1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; original_prompt",
                "{\"original_prompt\":\" \\n\"}; original_prompt",
                "{\"original_prompt\":7}; original_prompt",
                "{\"original_prompt\":\"x\",\"language\":\"go\\n# Rules\"}; language",
                "{\"original_prompt\":\"x\",\"type\":\"`\"}; type",
                "{\"original_prompt\":\"x\",\"model\":\"\"}; model"
            })
    void refusesABadRequestNamingTheField(String body, String field) {
        web.post()
                .uri("/enhance")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @Test
    void refusesAnotherMethod() {
        web.get().uri("/enhance").exchange().expectStatus().isEqualTo(405);
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        Enhancer enhancer() {
            RouterClient router = request -> {
                throw new AssertionError("no model was named");
            };
            return new Enhancer(
                    EnhancementConfiguration.read("ambiguities", new TypeReference<>() {}),
                    EnhancementConfiguration.read("quality", new TypeReference<>() {}),
                    router,
                    TemplateFixtures::render,
                    new LimitOverrides(""));
        }
    }
}
