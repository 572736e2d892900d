package io.quantumlayer.parser.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.parser.reading.ParsingBeans;
import io.quantumlayer.platform.problem.ProblemAutoConfiguration;
import io.quantumlayer.platform.request.RequestAutoConfiguration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@WebFluxTest(FileController.class)
@Import(ParsingBeans.class)
@ImportAutoConfiguration({ProblemAutoConfiguration.class, RequestAutoConfiguration.class})
class FileControllerTests {

    @Autowired
    private WebTestClient web;

    @ParameterizedTest
    @ValueSource(strings = {"/parse", "/api/v1/parser/parse"})
    void parsesWithTheOriginalMembers(String path) {
        post(path, Map.of("code", "def f(a):\n    if a:\n        return 1\n", "language", "python"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.success")
                .isEqualTo(true)
                .jsonPath("$.has_errors")
                .isEqualTo(false)
                .jsonPath("$.errors")
                .isEmpty()
                .jsonPath("$.metrics.NodeCount")
                .value(Integer.class, count -> assertThat(count).isGreaterThan(10))
                .jsonPath("$.metrics.MaxDepth")
                .value(Integer.class, depth -> assertThat(depth).isGreaterThan(3))
                .jsonPath("$.metrics.ParseTimeMs")
                .value(Double.class, time -> assertThat(time).isPositive())
                .jsonPath("$.metrics.FileSize")
                .isEqualTo(37)
                .jsonPath("$.metrics.LinesOfCode")
                .isEqualTo(3)
                .jsonPath("$.metrics.CyclomaticComplexity")
                .isEqualTo(2)
                .jsonPath("$.parse_time_ms")
                .isNumber()
                .jsonPath("$.functions")
                .doesNotExist();
    }

    @Test
    void tellsWhereTheSyntaxBreaks() {
        post("/parse", Map.of("code", "x = \"é😀\"\ny = (1\n", "language", "py"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.success")
                .isEqualTo(true)
                .jsonPath("$.has_errors")
                .isEqualTo(true)
                .jsonPath("$.errors[0].StartPos.Row")
                .isEqualTo(1)
                .jsonPath("$.errors[0].StartPos.Column")
                .isEqualTo(4)
                .jsonPath("$.errors[0].EndPos.Column")
                .isEqualTo(5)
                .jsonPath("$.errors[0].Message")
                .isEqualTo("'(' is never closed")
                .jsonPath("$.errors[0].NodeType")
                .isEqualTo("ERROR")
                .jsonPath("$.errors[0].line")
                .isEqualTo(2)
                .jsonPath("$.errors[0].column")
                .isEqualTo(5)
                .jsonPath("$.errors[0].snippet")
                .isEqualTo("y = (1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/extract/functions", "/api/v1/parser/extract/functions"})
    void extractsFunctions(String path) {
        String code = """
                class A {
                    /** Adds. */
                    int add(int a, int b) {
                        return a > 0 && b > 0 ? a + b : 0;
                    }
                }
                """;

        post(path, Map.of("code", code, "filename", "A.java"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.success")
                .isEqualTo(true)
                .jsonPath("$.functions.length()")
                .isEqualTo(1)
                .jsonPath("$.functions[0].Name")
                .isEqualTo("A.add")
                .jsonPath("$.functions[0].Parameters[1]")
                .isEqualTo("int b")
                .jsonPath("$.functions[0].ReturnType")
                .isEqualTo("int")
                .jsonPath("$.functions[0].StartLine")
                .isEqualTo(3)
                .jsonPath("$.functions[0].EndLine")
                .isEqualTo(5)
                .jsonPath("$.functions[0].Body")
                .value(
                        String.class,
                        body -> assertThat(body).startsWith("int add").endsWith("}"))
                .jsonPath("$.functions[0].DocComment")
                .isEqualTo("Adds.")
                .jsonPath("$.functions[0].Complexity")
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/analyze", "/api/v1/parser/analyze", "/api/v1/parser/validate"})
    void analysesWithTheOriginalMembers(String path) {
        String code = """
                import os

                class Shell:
                    def run(self, command):
                        os.system("sh " + command)

                    def stop(self):
                        pass
                """;

        post(path, Map.of("code", code, "language", "python"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.language")
                .isEqualTo("python")
                .jsonPath("$.metrics.LinesOfCode")
                .isEqualTo(6)
                .jsonPath("$.functions.length()")
                .isEqualTo(2)
                .jsonPath("$.imports[0]")
                .isEqualTo("os")
                .jsonPath("$.classes[0].Name")
                .isEqualTo("Shell")
                .jsonPath("$.classes[0].Methods[1]")
                .isEqualTo("stop")
                .jsonPath("$.complexity_score")
                .isEqualTo(2)
                .jsonPath("$.maintainability_index")
                .value(Double.class, index -> assertThat(index).isBetween(50.0, 100.0))
                .jsonPath("$.code_smells[0].type")
                .isEqualTo("empty-function")
                .jsonPath("$.code_smells[0].line")
                .isEqualTo(7)
                .jsonPath("$.code_smells[0].suggestion")
                .isNotEmpty()
                .jsonPath("$.security_issues[0].type")
                .isEqualTo("shell-command")
                .jsonPath("$.security_issues[0].severity")
                .isEqualTo("high")
                .jsonPath("$.security_issues[0].line")
                .isEqualTo(5)
                .jsonPath("$.security_issues[0].cwe")
                .isEqualTo("CWE-78")
                .jsonPath("$.security_issues[0].owasp")
                .isEqualTo("A03:2021")
                .jsonPath("$.security_issues[0].remediation")
                .isNotEmpty();
    }

    @Test
    void namesFunctionsThatAreHardToFollow() {
        String code = "def f(a, b, c, d, e, g, h):\n" + "    if a and b or c:\n        print(d)\n".repeat(35);

        post("/analyze", Map.of("code", code, "language", "python"))
                .expectBody()
                .jsonPath("$.code_smells[*].type")
                .value(
                        Object.class,
                        types -> assertThat(types.toString())
                                .contains("long-function", "complex-function", "many-parameters")
                                .doesNotContain("deep-nesting"));
    }

    @ParameterizedTest
    @CsvSource({
        "cobol, , the language 'cobol'",
        ", a.cob, the file 'a.cob'",
        ", Makefile, the file 'Makefile'",
        "rust, a.py, the language 'rust'"
    })
    void refusesALanguageItHasNoParserFor(String language, String filename, String named) {
        String body = "{\"code\":\"x\"%s%s}"
                .formatted(
                        language == null ? "" : ",\"language\":\"" + language + "\"",
                        filename == null ? "" : ",\"filename\":\"" + filename + "\"");

        web.post()
                .uri("/parse")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isEqualTo(422)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains(named))
                .jsonPath("$.supported")
                .value(
                        Object.class,
                        supported -> assertThat(supported).hasToString("[python, java, javascript, typescript, go]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"language\":\"go\"}; code",
                "{\"code\":\"x\"}; language",
                "{\"code\":\"x\",\"language\":\" \"}; language"
            })
    void refusesABadRequestNamingTheField(String body, String field) {
        web.post()
                .uri("/parse")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        post("/parse", Map.of("code", "#".repeat(64 * 1024 + 1), "language", "python"))
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.limit")
                .isEqualTo(64 * 1024);
    }

    @Test
    void parsesAnEmptyText() {
        post("/analyze", Map.of("code", "", "language", "go")).expectStatus().isOk();
    }

    private ResponseSpec post(String path, Map<String, Object> body) {
        return web.post().uri(path).bodyValue(body).exchange();
    }
}
