package io.quantumlayer.agents.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTextTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```python\nx = 1\n```",
                "```python\nx = 1```",
                "```python\nx = 1```\n",
                "```python\nx = 1\n",
                "```python\nx = 1",
                "~~~python\nx = 1\n~~~\n",
                "````python\nx = 1\n````\n",
                "Here's the module:\n```python\nx = 1\n```\n",
                "Here's the module:\n```python\nx = 1\n",
                "Here's the module:\n\n```python\nx = 1```",
                "Here is `a.py`:\n```python\nx = 1\n```",
                "Here is `a.py`:\n```\nx = 1\n```\n\nIt's what you asked for. Hope this helps!\n",
                "Here is \"a.py\" (in src/a):\n```python\nx = 1\n```\n",
                "Here is the users' module:\n```python\nx = 1\n```\n",
                "### a.py\n\n```python\nx = 1\n```",
                "**a.py**\n```python\nx = 1\n```",
                "`src/a.py`\n```python\nx = 1\n```",
                "Sure! The module:\n\n- sets `x`,\n- and nothing else.\n\n1. It's *small*.\n\n```python\nx = 1\n```\nRun `python a.py`.",
                "```python\r\nx = 1\r\n```\r\n",
                "  ```python\nx = 1\n  ```"
            })
    void takesCodeOutOfWhatAModelPutsAroundIt(String content) {
        assertThat(content("a.py", content)).isEqualTo("x = 1\n");
        assertThat(FileText.in(Map.of("files", List.of(Map.of("path", "a.py", "content", content)))))
                .isEqualTo(Map.of("files", List.of(Map.of("path", "a.py", "content", "x = 1\n"))));
    }

    @ParameterizedTest
    @MethodSource("fencesWithin")
    void keepsTheFencesWithinFencedCode(String path, String content, String meant) {
        assertThat(content(path, content)).isEqualTo(meant);
    }

    static Stream<Arguments> fencesWithin() {
        String python = "'''\n```sh\nls\n```\n'''\nx = 1\n";
        return Stream.of(
                arguments("a.py", "```python\n" + python + "```", python),
                arguments("a.py", "```python\n'''\n```\nls\n```\n'''\n```", "'''\n```\nls\n```\n'''\n"),
                arguments("a.py", "Here's the module:\n```python\n" + python + "```\nDone.", python),
                arguments("a.py", "```python\n" + python, python),
                arguments("a.py", "```python\ns = '''\n```py\n{x}'''\n```\n", "s = '''\n```py\n{x}'''\n"),
                arguments("a.py", "```python\n'''\n  ```\n  ls\n  ```\n'''\n```", "'''\n  ```\n  ls\n  ```\n'''\n"),
                arguments("run.sh", "Here's the script:\n```bash\nls\n```\n", "ls\n"),
                arguments("src/Dockerfile", "Here's the file:\n```dockerfile\nFROM a\n```\n", "FROM a\n"),
                arguments("index.html", "Here's the page:\n```html\n<p>a</p>\n```\n", "<p>a</p>\n"));
    }

    @ParameterizedTest
    @MethodSource("honest")
    void leavesAFileWithFencesOfItsOwnAlone(String path, String content) {
        assertThat(content(path, content)).isEqualTo(content);
    }

    static Stream<Arguments> honest() {
        return Stream.of(
                arguments("a.py", "\"\"\"Usage:\n```\nls\n```\n\"\"\"\nx = 1\n"),
                arguments("a.py", "\"\"\"Say \"hello\":\n\n```python\nhello()\n```\n\"\"\"\n"),
                arguments("a.py", "'''It's used so:\n```\nls\n```\n'''\n"),
                arguments("a.py", "'''\n```\nls\n```'''\n"),
                arguments("a.py", "def f():\n    r'''\n```\nls\n```\n    '''\n"),
                arguments("a.py", "def f():\n    return 1\n\nUse it:\n```python\nf()\n```\n"),
                arguments("a.py", "import os\n```python\nx = 1\n```\n"),
                arguments("a.py", "print(1)\n```python\nx = 1\n```\n"),
                arguments("a.py", "# ```\n# ls\n# ```\nx = 1\n"),
                arguments("a.py", "FENCE = '```'\nx = f'```python\\n{y}\\n```'\n"),
                arguments("a.py", "Run it:\n```bash\nls\n```\n"),
                arguments("a.py", "```\nx = 1\n```\n\nor\n\n```\ny = 1\n```\nDone."),
                arguments("run.sh", "cat > README.md <<EOF\n```bash\nls\n```\nEOF\n"),
                arguments("run.sh", "#!/bin/sh\ncat <<'EOF'\nIt's so:\n```\nls\n```\nEOF\n"),
                arguments("run.sh", "echo 'Usage:\n```\nls\n```\n'\n"),
                arguments("run.sh", "echo \"Usage:\n```\nls\n```\"\n"),
                arguments("a.js", "const s = `\n~~~\nx\n~~~\n`;\n"),
                arguments("a.js", "export default `\n```js\nx\n```\n`;\n"),
                arguments("a.js", "/*\n```js\nx\n```\n*/\nf();\n"),
                arguments("a.ts", "const s = `\\`\\`\\`\nx\n\\`\\`\\``;\n"),
                arguments("A.java", "/** Use:\n```\nx\n```\n*/\nclass A {}\n"),
                arguments("A.java", "String s = \"\"\"\n```\nx\n```\n\"\"\";\n"),
                arguments("a.rb", "=begin\n```\nx\n```\n=end\nf\n"),
                arguments("a.rs", "/*! Use:\n```\nx\n```\n*/\nfn f() {}\n"),
                arguments("a.sql", "comment on table a is $$\n```\nx\n```\n$$;\n"),
                arguments("a.yaml", "a: |\n  ```\n  x\n  ```\n"),
                arguments("a.yaml", "--- |\n```\nx\n```\n"),
                arguments("a.lua", "--[[ Use:\n```\nx\n```\n]]\n"),
                arguments("a.html", "<pre>\n```\nx\n```\n</pre>\n"),
                arguments("a.txt", "It's so:\n```\nx\n```\n"),
                arguments("a.txt", "```\nx\n"),
                arguments("README.md", "It's so:\n```\nx\n```\n"),
                arguments("README.md", "# A\n\n```markdown\n# B\n```\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```markdown\n# A\n\n```bash\nls\n```\n```",
                "```md\n# A\n\n```bash\nls\n```\n\n```\n",
                "````markdown\n# A\n\n```bash\nls\n```\n````",
                "```markdown\n# A\n\n```bash\nls\n```\n",
                "Here's the README:\n\n```markdown\n# A\n\n```bash\nls\n```\n```\nHope this helps!\n"
            })
    void takesMarkdownOutOfAFenceThatNamesIt(String text) {
        for (String meant : List.of(
                content("README.md", text),
                (String) FileText.in(Map.of("readme", text, "commands", List.of()))
                        .get("readme"),
                (String) FileText.in(Map.of("title", "A", "markdown", text)).get("markdown"))) {
            assertThat(meant.strip()).isEqualTo("# A\n\n```bash\nls\n```");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# A\n\nWrite:\n\n```markdown\n# B\n```\n",
                "```markdown\n# A\n```\n\n# B\n\n```bash\nls\n```\n",
                "```bash\nls\n```\n",
                "Write this:\n\n```markdown\n[a](b)\n```\n"
            })
    void leavesMarkdownWithFencesOfItsOwnAlone(String text) {
        assertThat(FileText.in(Map.of("readme", text))).isEqualTo(Map.of("readme", text));
        assertThat(content("README.md", text)).isEqualTo(text);
    }

    private static String content(String path, String content) {
        return (String) FileText.in(Map.of("path", path, "content", content)).get("content");
    }
}
