package io.quantumlayer.worker.check;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import java.util.List;

/** The same small project in each language: a function that adds, and its test. */
final class SampleProjects {

    private SampleProjects() {}

    static List<DropFile> correct(String language) {
        return switch (language) {
            case "python" ->
                List.of(
                        new DropFile("adding.py", "def add(a: int, b: int) -> int:\n    return a + b\n"),
                        new DropFile("tests/__init__.py", ""),
                        new DropFile("tests/test_adding.py", """
                                import unittest

                                from adding import add


                                class AddingTest(unittest.TestCase):
                                    def test_adds(self) -> None:
                                        self.assertEqual(add(1, 2), 3)
                                """));
            case "java" ->
                List.of(
                        new DropFile("src/main/java/adding/Adding.java", """
                                package adding;

                                public final class Adding {
                                    private Adding() {}

                                    public static int add(int a, int b) {
                                        return a + b;
                                    }
                                }
                                """),
                        new DropFile("src/test/java/adding/AddingTest.java", """
                                package adding;

                                public final class AddingTest {
                                    public static void main(String[] args) {
                                        boolean passed = Adding.add(1, 2) == 3;
                                        System.out.println((passed ? "ok" : "not ok") + " 1 - adds");
                                        if (!passed) {
                                            System.out.println("# expected 3, got " + Adding.add(1, 2));
                                        }
                                        System.out.println("1..1");
                                        System.exit(passed ? 0 : 1);
                                    }
                                }
                                """));
            case "javascript" ->
                List.of(
                        new DropFile("package.json", "{\"name\":\"adding\",\"type\":\"module\",\"private\":true}\n"),
                        new DropFile("src/adding.js", "export function add(a, b) {\n  return a + b;\n}\n"),
                        new DropFile("test/adding.test.js", """
                                import assert from 'node:assert/strict';
                                import test from 'node:test';
                                import { add } from '../src/adding.js';

                                test('adds', () => {
                                  assert.equal(add(1, 2), 3);
                                });
                                """));
            case "go" ->
                List.of(
                        new DropFile("go.mod", "module adding\n\ngo 1.21\n"),
                        new DropFile("adding.go", "package adding\n\nfunc Add(a, b int) int {\n\treturn a + b\n}\n"),
                        new DropFile("adding_test.go", """
                                package adding

                                import "testing"

                                func TestAdds(t *testing.T) {
                                	if got := Add(1, 2); got != 3 {
                                		t.Fatalf("expected 3, got %d", got)
                                	}
                                }
                                """));
            default -> throw new IllegalArgumentException(language);
        };
    }

    static List<DropFile> withWrongAnswer(String language) {
        return changed(language, "a + b", "a - b");
    }

    static List<DropFile> withSyntaxError(String language) {
        return changed(language, "return a + b", "return a + + )");
    }

    static String sourcePath(String language) {
        return correct(language).stream()
                .map(DropFile::path)
                .filter(path -> path.contains("dding.") && !path.contains("est"))
                .findFirst()
                .orElseThrow();
    }

    private static List<DropFile> changed(String language, String from, String to) {
        return correct(language).stream()
                .map(file -> file.path().equals(sourcePath(language))
                        ? new DropFile(file.path(), file.content().replace(from, to))
                        : file)
                .toList();
    }
}
