package io.quantumlayer.quantumdrop.projectfiles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectFilesTests {

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "TestProject, wf-1, TestProject",
                "My  Project!, wf-1, My-Project",
                "../../etc, wf-1, etc",
                ".., wf-1, wf-1",
                "Ünïcode, wf-1, n-code",
                "null, wf-1, wf-1",
                "'', __, __",
                "null, ~, project"
            })
    void namesTheFolderSoThatEverySystemTakesIt(String name, String workflowId, String folder) {
        assertThat(ProjectFiles.folder(name, workflowId)).isEqualTo(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "a.py, text/x-python;charset=UTF-8",
        "a/b.ts, text/x-typescript;charset=UTF-8",
        "package.json, application/json",
        "A.JSON, application/json",
        "index.html, text/html;charset=UTF-8",
        "Makefile, text/plain;charset=UTF-8",
        "v1.2/Dockerfile, text/plain;charset=UTF-8",
        "x.bin, text/plain;charset=UTF-8"
    })
    void knowsTheTypeByTheExtension(String path, String type) {
        assertThat(ContentTypes.of(path)).hasToString(type);
    }
}
