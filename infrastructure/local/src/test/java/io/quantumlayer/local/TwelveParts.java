package io.quantumlayer.local;

import io.quantumlayer.testsupport.vendor.Author;
import io.quantumlayer.testsupport.vendor.Prompt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A good model whose project has twelve source files, and that counts how many of them it was asked for. */
final class TwelveParts implements Author {

    static final int PARTS = 12;
    static final String PROMPT =
            "Create a Python package with twelve steps, each of which adds its number to an integer";

    private static final String TEST = "test_every_step_adds_its_number";

    private final AtomicInteger written = new AtomicInteger();

    /** How many answers to the developer were given. */
    int written() {
        return written.get();
    }

    @Override
    public String answer(Prompt prompt) {
        return switch (ScriptedProject.role(prompt)) {
            case "product owner" -> """
                {"title": "Steps", "markdown": "# Steps\\n\\nTwelve steps.", "assumptions": [], "questions": []}\
                """;
            case "analyst" -> """
                {"name": "steps", "title": "Steps", "summary": "Twelve steps that add.",
                 "requirements": [{"id": "R1", "text": "Each step adds its number.", "acceptance": ["step 3 makes 4 of 1"]}],
                 "entities": [], "operations": [], "uncovered": [], "assumptions": [], "questions": []}\
                """;
            case "architect" -> structure().toString();
            case "developer" -> part(ScriptedProject.input(prompt).path("path").asString());
            case "test planner" -> """
                {"cases": [{"id": "T1", "name": "every step adds its number", "kind": "example", "covers": ["R1"]}]}\
                """;
            case "tester" -> tests().toString();
            case "arbiter" ->
                ScriptedProject.judgement(ScriptedProject.input(prompt)).toString();
            case "writer" -> """
                {"readme": "# Steps\\n\\nTwelve steps.\\n", "commands": ["python3 -m unittest discover -s tests -t . -v"]}\
                """;
            case String other -> throw new IllegalArgumentException("no script for the role '" + other + "'");
        };
    }

    private static ObjectNode structure() {
        ObjectNode structure = Json.MAPPER.createObjectNode();
        ArrayNode files = structure.putArray("files");
        parts().forEach(number -> planned(files, path(number), "source"));
        planned(files, "tests/__init__.py", "test");
        planned(files, "tests/test_steps.py", "test");
        structure.putArray("entry_points").addObject().put("file", path(1)).put("symbol", "step_1");
        return structure;
    }

    private static void planned(ArrayNode files, String path, String kind) {
        files.addObject()
                .put("path", path)
                .put("kind", kind)
                .put("purpose", "R1")
                .putArray("depends_on");
    }

    private String part(String path) {
        written.incrementAndGet();
        String number = path.replaceAll("\\D", "");
        return file(path, """
            def step_%s(value: int) -> int:
                \"""Add %s.\"""
                return value + %s
            """.formatted(number, number, number)).toString();
    }

    private static ObjectNode tests() {
        ObjectNode suite = Json.MAPPER.createObjectNode();
        String imports =
                parts().mapToObj("from step_%1$d import step_%1$d"::formatted).collect(Collectors.joining("\n"));
        String checks = parts().mapToObj(
                        number -> "        self.assertEqual(step_%d(1), %d)".formatted(number, number + 1))
                .collect(Collectors.joining("\n"));
        suite.putArray("files").add(file("tests/__init__.py", "")).add(file("tests/test_steps.py", """
            import unittest

            %s


            class StepsTest(unittest.TestCase):
                def %s(self) -> None:
            %s
            """.formatted(
                        imports, TEST, checks)));
        suite.putArray("tests").addObject().put("name", TEST).putArray("covers").add("R1");
        return suite;
    }

    private static ObjectNode file(String path, String content) {
        return Json.MAPPER.createObjectNode().put("path", path).put("content", content);
    }

    private static IntStream parts() {
        return IntStream.rangeClosed(1, PARTS);
    }

    private static String path(int number) {
        return "step_%d.py".formatted(number);
    }
}
