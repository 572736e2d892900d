package io.quantumlayer.agents.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quantumlayer.agents.role.AnswerSchema;
import io.quantumlayer.agents.role.RoleFixtures;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedTextTests {

    private final AnswerSchema schema = RoleFixtures.developer(100, "1s", 1).schema();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"path\":\"a.py\",\"content\":\"x\"}",
                "  {\"path\":\"a.py\",\"content\":\"x\"}\n",
                "```json\n{\"path\":\"a.py\",\"content\":\"x\"}\n```",
                "```\n{\"path\":\"a.py\",\"content\":\"x\"}\n```\n",
                "Here it is: {\"path\":\"a.py\",\"content\":\"x\"}",
                "{\"path\":\"a.py\",\"content\":\"x\"} Done.",
                "{\"path\":\"a.py\",\"content\":\"x\"}{}",
                "As you asked {for a file} [see below]:\n```json\n{\"path\":\"a.py\",\"content\":\"x\"}\n```\nDone.",
                "<think>A file {\"path\": \"b.py\", \"content\": \"y\"}? No.</think>\n{\"path\":\"a.py\",\"content\":\"x\"}",
                "<think>One.</think><think>Two.</think>{\"path\":\"a.py\",\"content\":\"x\"}",
                "A file {\"path\": \"b.py\", \"content\": \"y\"}? No.\n</think>\n\n{\"path\":\"a.py\",\"content\":\"x\"}",
                "First {\"path\":\"a.py\",\"content\":\"y\"}, better {\"path\":\"a.py\",\"content\":\"x\"}",
                "\uFEFF{\"path\":\"a.py\",\"content\":\"x\"}",
                "{\r\n  \"path\": \"a.py\",\r\n  \"content\": \"x\"\r\n}\r\n",
                "```json\r\n{\"path\":\"a.py\",\"content\":\"x\"}\r\n```",
                "{\"path\":\"a.py\",\"content\":\"x\",}",
                "<think>{\"path\":\"a.py\",\"content\":\"x\"}",
                "<think>One.</think><think>A file {} it is: {\"path\":\"a.py\",\"content\":\"x\"}",
                "<reasoning>\n```json\n{\"path\":\"a.py\",\"content\":\"x\"}\n```",
                "[{\"path\":\"a.py\",\"content\":\"x\"}]",
                "Here you are: [{\"path\":\"a.py\",\"content\":\"x\"}]",
                "```json\n[\n  {\"path\":\"a.py\",\"content\":\"x\"}\n]\n```",
                "\"{\\\"path\\\":\\\"a.py\\\",\\\"content\\\":\\\"x\\\"}\"",
                "Here it is: \"{\\\"path\\\":\\\"a.py\\\",\\\"content\\\":\\\"x\\\"}\" as JSON.",
                "\"\\n{\\\"path\\\":\\\"a.py\\\",\\\"content\\\":\\\"x\\\"}\\n\"",
                "A text \"{ and then {\"path\":\"a.py\",\"content\":\"x\"}",
                "\uFEFF```json\n{\"path\":\"a.py\",\"content\":\"x\"}\n```",
                "json\n{\"path\":\"a.py\",\"content\":\"x\"}",
                "```json\n{\"path\":\"a.py\",\"content\":\"x\"}\n```\nHope this helps!",
                "```json\n{\"path\":\"a.py\",\"content\":\"x\"}",
                "{\"path\":\"a.py\",\"content\":\"x\"} For example {\"path\": 7} is wrong.",
                "{\"thought\":\"A file.\"}\n{\"path\":\"a.py\",\"content\":\"x\"}",
                "{\"path\":\"a.py\", // the file\n\"content\":\"x\" /* its text */}",
                "<|channel|>analysis<|message|>A file.<|end|><|start|>assistant<|channel|>final<|message|>{\"path\":\"a.py\",\"content\":\"x\"}<|return|>"
            })
    void readsOneObjectWhateverIsAroundIt(String text) {
        assertThat(CheckedText.of(text, schema).answer()).isEqualTo(Map.of("path", "a.py", "content", "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<think>{\"path\":\"a.py\",\"content\":\"x\"}</think>",
                "Here you are: [{\"path\":\"a.py\",\"content\":\"x\"},{\"path\":\"b.py\",\"content\":\"y\"}]",
                "{'path': 'a.py', 'content': 'x'}",
                "[[{\"path\":\"a.py\",\"content\":\"x\"}]]",
                "{\"path\":\"a.py\",\"content\":\"x\"",
                "{\"path\":\"a.py\",\"path\":\"b.py\",\"content\":\"x\"}",
                "[]",
                "\"text\"",
                "null"
            })
    void refusesAnythingElse(String text) {
        CheckedText checked = CheckedText.of(text, schema);

        assertThat(checked.answer()).isNull();
        assertThat(checked.violations()).singleElement().asString().contains("not one JSON object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "Here it is: %s",
                "%s Done.",
                "%s The end of a thought is </think>.",
                "```json\n%s\n```",
                "<think>One.</think>Here it is: %s",
                "One.</think>Here it is: %s",
                "[%s]"
            })
    void takesTagsOfThoughtsInAFileForItsText(String around) {
        for (String content : List.of("t = '<think>a</think>'", "t = '</think>'", "t = '</reasoning>'; d = {}")) {
            assertThat(CheckedText.of(around.formatted("{\"path\":\"a.py\",\"content\":\"" + content + "\"}"), schema)
                            .answer())
                    .isEqualTo(Map.of("path", "a.py", "content", content));
        }
    }

    @ParameterizedTest
    @MethodSource("contents")
    void readsAFilesContentAsItIsMeant(String path, String content, String meant) {
        assertThat(CheckedText.of("{\"path\":\"" + path + "\",\"content\":\"" + content + "\"}", schema)
                        .answer())
                .isEqualTo(Map.of("path", path, "content", meant));
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                arguments("a.py", "x = 1\ny = 2\n", "x = 1\ny = 2\n"),
                arguments("a.py", "x = 1\r\ny = 2\r\n", "x = 1\ny = 2\n"),
                arguments("a.py", "x = 1\\r\\ny\\r\\n", "x = 1\ny\n"),
                arguments("run.bat", "x = 1\\r\\ny\\r\\n", "x = 1\r\ny\r\n"),
                arguments("a.txt", "x = 1\\r\\ny\\n", "x = 1\r\ny\n"),
                arguments("a.py", "\\ufeffx = 1\\n", "x = 1\n"),
                arguments("a.py", "\\ufeff```python\\r\\nx = 1\\r\\n```\\r\\n", "x = 1\n"),
                arguments("a.py", "\tx", "\tx"),
                arguments("a.py", "```python\\nx = 1\\n```", "x = 1\n"),
                arguments("a.py", "```python\nx = 1\n\n```\n", "x = 1\n\n"),
                arguments("a.py", "~~~\\nx = 1\\n~~~", "x = 1\n"),
                arguments("a.py", "```\\n```", ""),
                arguments("a.py", "```python\\nx = 1\\n```\\nThat is all.", "x = 1\n"),
                arguments("a.py", "Here is the file:\\n\\n```python\\nx = 1\\n```\\n\\nIt sets x.\\n", "x = 1\n"),
                arguments("go.mod", "```\\nmodule a\\n```\\nDone.", "module a\n"),
                arguments(
                        "a.py",
                        "```python\\nx = 1\\n```\\n```bash\\nls\\n```\\nRun it.",
                        "```python\nx = 1\n```\n```bash\nls\n```\nRun it."),
                arguments("a.txt", "Here:\\n```\\nx\\n```\\nDone.", "Here:\n```\nx\n```\nDone."),
                arguments("a.py", "x = 1\\n'''\\n```\\nx\\n```\\n'''\\n", "x = 1\n'''\n```\nx\n```\n'''\n"),
                arguments("A.java", "/**\\n```\\nx\\n```\\n*/", "/**\n```\nx\n```\n*/"),
                arguments("a.py", "s = '''\\n```\\nx\\n```\\n'''", "s = '''\n```\nx\n```\n'''"),
                arguments("README.md", "```bash\\nls\\n```", "```bash\nls\n```"),
                arguments("notes.txt", "```markdown\\n# A\\n```", "```markdown\n# A\n```"),
                arguments("a.py", "tag = '<think>a</think>'", "tag = '<think>a</think>'"));
    }

    @Test
    void leavesTheFenceOfEachFileOfASuiteAway() {
        AnswerSchema suite = RoleFixtures.roles().find("tester").orElseThrow().schema();

        assertThat(CheckedText.of(
                                "{\"files\":[{\"path\":\"t.py\",\"content\":\"```py\\nx\\n```\"}],\"tests\":[]}", suite)
                        .answer())
                .isEqualTo(Map.of("files", List.of(Map.of("path", "t.py", "content", "x\n")), "tests", List.of()));
    }

    @Test
    void namesEveryViolationWithItsPlace() {
        assertThat(CheckedText.of("{\"path\":7,\"extra\":1}", schema).violations())
                .hasSize(3)
                .anySatisfy(violation ->
                        assertThat(violation).startsWith("at /path:").contains("integer"))
                .anySatisfy(violation ->
                        assertThat(violation).startsWith("at the top:").contains("content"))
                .anySatisfy(violation ->
                        assertThat(violation).startsWith("at the top:").contains("extra"));
    }
}
