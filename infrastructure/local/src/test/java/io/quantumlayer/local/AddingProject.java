package io.quantumlayer.local;

import io.quantumlayer.testsupport.ScriptedModel;
import tools.jackson.databind.node.ObjectNode;

/** What a model answers for a project of one function that adds two integers: everything but its source. */
final class AddingProject {

    static final String SYNTAX_ERROR = source("a + + )");
    static final String WRONG = source("a - b");
    static final String RIGHT = source("a + b");
    static final String TESTS = """
            import unittest

            from adding import add


            class AddTest(unittest.TestCase):
                def test_adds(self) -> None:
                    self.assertEqual(add(1, 2), 3)
            """;

    private AddingProject() {}

    /** Scripts every answer but {@code source_file} and {@code test_suite}. */
    static ScriptedModel plan(ScriptedModel model) {
        return model.forget()
                .answers("frd", """
                        {"title": "Add", "markdown": "# Add", "assumptions": [], "questions": []}""")
                .answers("requirements", """
                        {"name": "adding", "title": "Adding", "summary": "Adds two integers.",
                         "requirements": [{"id": "R1", "text": "adds two integers", "acceptance": ["1 + 2 = 3"]}],
                         "entities": [], "operations": [], "uncovered": [], "assumptions": [], "questions": []}""")
                .answers("project_structure", """
                        {"files": [{"path": "adding.py", "kind": "source", "purpose": "adds", "depends_on": []}],
                         "entry_points": [{"file": "adding.py", "symbol": "add"}]}""")
                .answers("test_plan", """
                        {"cases": [{"id": "T1", "name": "adds", "kind": "example", "covers": ["R1"]}]}""")
                .answers("failure_judgement", """
                        {"verdicts": [{"test": "test_adds", "at_fault": "code", "reason": "R1: 1 + 2 is 3."}]}""")
                .answers("documentation", """
                        {"readme": "# Adding\\n",
                         "commands": ["python3 -m unittest discover -s tests -t . -v"]}""");
    }

    /** The answer to {@code source_file}. */
    static String sourceFile(String content) {
        return file("adding.py", content).toString();
    }

    /** The answer to {@code test_suite}. */
    static String testSuite() {
        ObjectNode suite = Json.MAPPER.createObjectNode();
        suite.putArray("files").add(file("tests/__init__.py", "")).add(file("tests/test_adding.py", TESTS));
        suite.putArray("tests")
                .addObject()
                .put("name", "test_adds")
                .putArray("covers")
                .add("R1");
        return suite.toString();
    }

    private static ObjectNode file(String path, String content) {
        return Json.MAPPER.createObjectNode().put("path", path).put("content", content);
    }

    private static String source(String expression) {
        return """
                def add(a: int, b: int) -> int:
                    \"""Add two integers.\"""
                    return %s
                """.formatted(expression);
    }
}
