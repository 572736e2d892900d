package io.quantumlayer.parser.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.quantumlayer.contracts.parser.Diagnostic;
import io.quantumlayer.contracts.parser.FileReport;
import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.contracts.parser.ImportedModule;
import io.quantumlayer.contracts.parser.ProjectReport;
import io.quantumlayer.contracts.parser.ProjectRequest;
import io.quantumlayer.contracts.parser.SourceText;
import io.quantumlayer.contracts.parser.Symbol;
import io.quantumlayer.parser.reading.ParsingBeans;
import io.quantumlayer.platform.problem.ProblemAutoConfiguration;
import io.quantumlayer.platform.request.RequestAutoConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@WebFluxTest(ProjectController.class)
@Import(ParsingBeans.class)
@ImportAutoConfiguration({ProblemAutoConfiguration.class, RequestAutoConfiguration.class})
class ProjectControllerTests {

    @Autowired
    private WebTestClient web;

    @Test
    void reportsOnTheSourcesInTheOrderOfTheRequest() {
        ProjectReport report = report(new ProjectRequest(
                "python",
                List.of(
                        new SourceText("README.md", "# Text"),
                        new SourceText("slug/core.py", """
                                \"""Makes slugs.\"""
                                import re
                                import unidecode
                                from .tables import MAP


                                def slug(text: str, limit: int = 80) -> str:
                                    \"""Makes a slug of 'ü😀'.\"""
                                    if not text or limit < 1:
                                        return ""
                                    return re.sub("[^a-z]+", "-", text)
                                """),
                        new SourceText("slug/tables.py", "MAP = {}\n\ndef fill():\n    pass\n"),
                        new SourceText(
                                "tests/test_slug.py",
                                "from slug.core import slug\n\ndef test_it():\n    assert slug('a') == 'a'\n"))));

        assertThat(report.language()).isEqualTo("python");
        assertThat(report.files())
                .extracting(FileReport::path)
                .containsExactly("slug/core.py", "slug/tables.py", "tests/test_slug.py");
        FileReport core = report.files().getFirst();
        assertThat(core.diagnostics()).isEmpty();
        assertThat(core.findings()).isEmpty();
        assertThat(core.imports())
                .containsExactly(
                        new ImportedModule("re", "standard_library", 2),
                        new ImportedModule("unidecode", "package", 3),
                        new ImportedModule(".tables", "project", 4));
        assertThat(core.symbols())
                .containsExactly(new Symbol(
                        "function",
                        "slug",
                        "slug",
                        "def slug(text: str, limit: int = 80) -> str",
                        "public",
                        "Makes a slug of 'ü😀'.",
                        7,
                        11,
                        3,
                        1,
                        2));
        assertThat(core.metrics().lines()).isEqualTo(11);
        assertThat(core.metrics().linesOfCode()).isEqualTo(9);
        assertThat(core.metrics().functions()).isEqualTo(1);
        assertThat(core.metrics().cyclomaticComplexity()).isEqualTo(3);
        assertThat(core.metrics().maxComplexity()).isEqualTo(3);
        assertThat(core.metrics().maxNesting()).isEqualTo(1);
        assertThat(core.metrics().maintainabilityIndex()).isBetween(50.0, 100.0);
        assertThat(report.files().get(1).findings())
                .extracting(Finding::category, Finding::rule, Finding::severity, Finding::line)
                .containsExactly(tuple(Finding.Category.STUB, "empty-function", Finding.Severity.HIGH, 3));
        assertThat(report.files().get(2).imports()).containsExactly(new ImportedModule("slug.core", "project", 1));
    }

    @Test
    void countsLinesAndColumnsFromOneInCharacters() {
        ProjectReport report = report(new ProjectRequest(
                "javascript", List.of(new SourceText("a.js", "\nconst s = '😀é漢'; const t = (1;\n"))));

        assertThat(report.files().getFirst().diagnostics())
                .contains(new Diagnostic(
                        "a.js",
                        Diagnostic.Severity.ERROR,
                        "syntax",
                        "'(' is never closed",
                        2,
                        28,
                        "const s = '😀é漢'; const t = (1;"));
    }

    @Test
    void knowsTheNamesThatTheProjectGivesItself() {
        ProjectReport go = report(new ProjectRequest(
                "go",
                List.of(
                        new SourceText("go.mod", "module example.org/bank\n"),
                        new SourceText("main.go", "package main\n\nimport \"example.org/bank/money\"\n"))));
        ProjectReport java = report(new ProjectRequest(
                "java",
                List.of(
                        new SourceText("src/A.java", "package org.a;\n\nimport org.b.B;\n\nclass A {}\n"),
                        new SourceText("src/B.java", "package org.b;\n\nclass B {}\n"))));

        assertThat(go.files().getFirst().imports())
                .extracting(ImportedModule::origin)
                .containsExactly("project");
        assertThat(java.files().getFirst().imports())
                .extracting(ImportedModule::origin)
                .containsExactly("project");
    }

    @Test
    void saysThatRulesWereNotRunOnWhatIsNotOfTheLanguage() {
        ProjectReport report =
                report(new ProjectRequest("java", List.of(new SourceText("A.java", "for(;;){".repeat(3000)))));

        assertThat(report.files().getFirst().diagnostics())
                .extracting(Diagnostic::severity, Diagnostic::code, Diagnostic::line)
                .contains(tuple(Diagnostic.Severity.WARNING, "not_searched", 0));
    }

    @Test
    void readsAProjectWithoutSources() {
        assertThat(report(new ProjectRequest("go", List.of(new SourceText("go.mod", "module a"))))
                        .files())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"files\":[]}; language",
                "{\"language\":\"go\"}; files",
                "{\"language\":\"go\",\"files\":[{\"code\":\"x\"}]}; files[0].path",
                "{\"language\":\"go\",\"files\":[{\"path\":\"a.go\"}]}; files[0].code",
                "{\"language\":\"go\",\"files\":[null]}; files[0].path"
            })
    void refusesABadRequestNamingTheField(String body, String field) {
        web.post()
                .uri("/api/v1/project")
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
    void refusesALanguageItHasNoParserFor() {
        post(new ProjectRequest("rust", List.of()))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.supported.length()")
                .isEqualTo(5);
    }

    @Test
    void refusesWhatIsTooLarge() {
        post(new ProjectRequest("go", List.of(new SourceText("a.go", "/".repeat(64 * 1024 + 1)))))
                .expectStatus()
                .isEqualTo(413);
    }

    private ProjectReport report(ProjectRequest request) {
        return post(request)
                .expectStatus()
                .isOk()
                .expectBody(ProjectReport.class)
                .returnResult()
                .getResponseBody();
    }

    private ResponseSpec post(ProjectRequest request) {
        return web.post().uri("/api/v1/project").bodyValue(request).exchange();
    }
}
