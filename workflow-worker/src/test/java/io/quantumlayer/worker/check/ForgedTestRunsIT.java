package io.quantumlayer.worker.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.check.CheckResult.Status;
import io.quantumlayer.worker.language.LanguageProfile;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.sandbox.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Projects whose {@code add} subtracts, and what they do so that their two tests look passed. */
class ForgedTestRunsIT {

    private static final String BOTH_LINES = "test_adds (tests.test_adding.AddingTest.test_adds) ... ok\\n"
            + "test_adds_more (tests.test_adding.AddingTest.test_adds_more) ... ok\\n";
    private static final String WHOLE_REPORT =
            BOTH_LINES + "\\n" + "-".repeat(70) + "\\nRan 2 tests in 0.001s\\n\\nOK\\n";
    private static final String WRONG = "def add(a, b):\n    return a - b\n";

    private static final ProjectChecks CHECKS = TestChecks.on("bubblewrap", "unshare");

    private final LanguageProfiles languages = new LanguageProfiles();

    static Stream<Arguments> forgeries() {
        return Stream.of(
                python("prints the lines and leaves at import", """
                        import os
                        print("%s", flush=True)
                        os._exit(0)
                        """.formatted(BOTH_LINES) + WRONG),
                python("prints a whole report and leaves at import", """
                        import os, sys
                        sys.stderr.write("%s")
                        sys.stderr.flush()
                        os._exit(0)
                        """.formatted(WHOLE_REPORT) + WRONG),
                python("prints a whole report and leaves when Python ends", """
                        import atexit, os
                        def end():
                            print("%s", flush=True)
                            os._exit(0)
                        atexit.register(end)
                        """.formatted(WHOLE_REPORT) + WRONG),
                python("leaves in the second test", """
                        import os
                        def add(a, b):
                            if a == 2:
                                os._exit(0)
                            return a + b
                        """),
                python("leaves from another thread", """
                        import os, threading, time
                        def add(a, b):
                            threading.Thread(target=os._exit, args=(0,)).start()
                            time.sleep(5)
                        """),
                python("replaces assertEqual", """
                        import unittest
                        unittest.TestCase.assertEqual = lambda *args: None
                        """ + WRONG),
                python("replaces what assertEqual does", """
                        import unittest
                        unittest.TestCase.assertEqual.__code__ = (lambda self, first, second, msg=None: None).__code__
                        """ + WRONG),
                python("replaces TestCase.run", """
                        import unittest
                        def run(self, result=None):
                            result.startTest(self)
                            result.addSuccess(self)
                            result.stopTest(self)
                            return result
                        unittest.TestCase.run = run
                        """ + WRONG),
                python("replaces what a result counts", """
                        import unittest
                        unittest.TestResult.addFailure = unittest.TextTestResult.addFailure = \\
                            lambda self, test, err: self.addSuccess(test)
                        """ + WRONG),
                python("replaces TestCase in the module", """
                        import unittest
                        class Lax(unittest.TestCase):
                            def assertEqual(self, *args):
                                pass
                        unittest.TestCase = Lax
                        """ + WRONG),
                python("kills the shell that waits", """
                        import os, signal
                        print("%s", flush=True)
                        os.kill(os.getppid(), signal.SIGKILL)
                        os._exit(0)
                        """.formatted(WHOLE_REPORT) + WRONG),
                arguments(
                        "python: all tests are expected to fail",
                        "python",
                        withTests(WRONG, "@unittest.expectedFailure")),
                arguments("python: all tests are skipped", "python", withTests(WRONG, "@unittest.skip('later')")),
                arguments(
                        "python: a module named unittest",
                        "python",
                        with(
                                withTests(WRONG, ""),
                                new DropFile("unittest.py", """
                                class TestCase:
                                    pass
                                """),
                                new DropFile("sitecustomize.py", "import os\nos._exit(0)\n"))),
                java("prints TAP and halts when loaded", """
                        static {
                            System.out.println("ok 1 - adds\\nok 2 - addsMore\\n1..2");
                            Runtime.getRuntime().halt(0);
                        }
                        """),
                java("prints TAP and exits when loaded", """
                        static {
                            System.out.println("TAP version 14\\nok 1 - adds\\nok 2 - addsMore\\n1..2");
                            System.exit(0);
                        }
                        """),
                java("prints TAP past System.out and halts", """
                        static {
                            try (var out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {
                                out.write("ok 1 - adds\\nok 2 - addsMore\\n1..2\\n".getBytes());
                            } catch (java.io.IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                            Runtime.getRuntime().halt(0);
                        }
                        """),
                arguments("java: exits in the second test", "java", javaProject("""
                        public static int add(int a, int b) {
                            if (a == 2) {
                                System.exit(0);
                            }
                            return a + b;
                        }
                        """, "System.out.println(\"1..2\");")),
                arguments("java: exits in the second test, plan first", "java", javaProject("""
                        public static int add(int a, int b) {
                            if (a == 2) {
                                System.out.println("ok 2 - addsMore");
                                System.exit(0);
                            }
                            return a + b;
                        }
                        """, "")),
                arguments(
                        "java: announces more than it runs", "java", javaProject("""
                        public static int add(int a, int b) {
                            return a + b;
                        }
                        """, "System.out.println(\"1..3\");")),
                javascript("leaves at import", "process.exit(0);\n", ""),
                javascript("leaves in the second test", "", "if (a === 2) process.exit(0);"),
                javascript(
                        "prints TAP",
                        "console.log('TAP version 13\\nok 1 - adds\\nok 2 - more\\n1..2'); process.exit(0);\n",
                        ""),
                javascript(
                        "replaces assert.equal",
                        "import assert from 'node:assert/strict';\nassert.equal = () => {};\n",
                        ""),
                arguments("javascript: all tests are to do or skipped", "javascript", javascriptProject("", "", """
                        test('adds', { todo: true }, () => { assert.equal(add(1, 2), 3); });
                        test('more', { skip: true }, () => { assert.equal(add(2, 2), 4); });
                        """)),
                arguments("javascript: the process ends after the tests", "javascript", javascriptProject("", "", """
                        import { after } from 'node:test';
                        after(() => process.exit(0));
                        test('adds', () => { assert.equal(add(1, 2), 3); });
                        """)),
                arguments(
                        "go: ends before tests that all have a constraint",
                        "go",
                        goProject("func init() { os.Exit(0) }", "", "a - b").stream()
                                .map(file -> file.path().endsWith("_test.go")
                                        ? new DropFile(file.path(), "//go:build !never\n\n" + file.content())
                                        : file)
                                .toList()),
                go("names a constraint in its tests", "func init() { os.Exit(0) }", "var _ = `\n//go:build never\n`"),
                go("ends before the tests", "", "func TestMain(m *testing.M) { os.Exit(0) }"),
                go("prints their lines", "", """
                        func TestMain(m *testing.M) {
                        	fmt.Print("=== RUN   TestAdds\\n--- PASS: TestAdds (0.00s)\\n=== RUN   TestAddsMore\\n--- PASS: TestAddsMore (0.00s)\\nPASS\\n")
                        	os.Exit(0)
                        }
                        """),
                go("prints their marked lines when loaded", """
                        func init() {
                        	fmt.Print("\\x16=== RUN   TestAdds\\n\\x16--- PASS: TestAdds (0.00s)\\n\\x16=== RUN   TestAddsMore\\n\\x16--- PASS: TestAddsMore (0.00s)\\n\\x16PASS\\n")
                        	os.Exit(0)
                        }
                        """, ""),
                go("prints other lines after they failed", "", """
                        func TestMain(m *testing.M) {
                        	m.Run()
                        	fmt.Print("\\x16=== RUN   TestAdds\\n\\x16--- PASS: TestAdds (0.00s)\\n\\x16=== RUN   TestAddsMore\\n\\x16--- PASS: TestAddsMore (0.00s)\\n\\x16PASS\\n")
                        	os.Exit(0)
                        }
                        """),
                go("runs none of them", "", """
                        func TestMain(m *testing.M) {
                        	flag.Set("test.run", "None")
                        	os.Exit(m.Run())
                        }
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void runThatDidNotComeToItsEndHasFailed(String name, String language, List<DropFile> project) {
        CheckResult run = CHECKS.test(profile(language), project, new Cancellation());

        assertThat(run.status()).as(run.log()).isEqualTo(Status.FAILED);
        assertThat(run.reason()).isNotBlank();
    }

    static Stream<Arguments> honest() {
        return Stream.of(
                arguments(
                        "python, names beyond ASCII, prints and a fork",
                        "python",
                        List.of(
                                new DropFile(
                                        "größe.py",
                                        "import os\ndef verdopple(a):\n    print('OK\\n1 ... ok')\n"
                                                + "    if os.fork() == 0:\n        os._exit(3)\n    return 2 * a\n"),
                                new DropFile("tests/__init__.py", ""),
                                new DropFile("tests/test_größe.py", """
                                import unittest
                                from unittest import mock
                                from größe import verdopple

                                class GrößeTest(unittest.TestCase):
                                    def test_verdoppelt_größe(self):
                                        \"""A docstring.\"""
                                        with self.subTest(i=1), mock.patch("os.getcwd"):
                                            self.assertEqual(verdopple(2), 4)
                                """))),
                arguments(
                        "java, exits well and prints meanwhile",
                        "java",
                        javaProject("""
                        public static int add(int a, int b) {
                            System.out.println("not ok 9 - of the code");
                            return a + b;
                        }
                        """, "System.out.println(\"1..2\"); System.exit(0);")),
                arguments(
                        "javascript, nested and with output",
                        "javascript",
                        javascriptProject("", "b = -b; console.log('not ok 1 - x');", """
                        import { describe, it } from 'node:test';
                        describe('größe', () => { it('adds', () => { assert.equal(add(1, 2), 3); }); });
                        test('more', async (t) => { await t.test('inner', () => { assert.equal(add(2, 2), 4); }); });
                        """)),
                arguments(
                        "go, two packages and a TestMain",
                        "go",
                        with(
                                goProject(
                                        "",
                                        "func TestMain(m *testing.M) { fmt.Println(\"not ok\"); os.Exit(m.Run()) }",
                                        "a + b"),
                                new DropFile("inner/inner.go", "package inner\n\nfunc One() int { return 1 }\n"),
                                new DropFile("inner/inner_test.go", """
                                package inner_test

                                import (
                                	"adding/inner"
                                	"testing"
                                )

                                func TestÜbung(t *testing.T) {
                                	if inner.One() != 1 {
                                		t.Fatal("not one")
                                	}
                                }
                                """))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("honest")
    void honestRunPasses(String name, String language, List<DropFile> project) {
        CheckResult run = CHECKS.test(profile(language), project, new Cancellation());

        assertThat(run.status()).as(run.reason() + "\n" + run.log()).isEqualTo(Status.PASSED);
        assertThat(run.tests()).isNotEmpty().noneMatch(test -> test.name().startsWith("TestEnd"));
        assertThat(run.log()).doesNotContain("TestEnd");
    }

    private static Arguments python(String name, String source) {
        return arguments("python: " + name, "python", withTests(source, ""));
    }

    private static List<DropFile> withTests(String source, String decorator) {
        return List.of(
                new DropFile("adding.py", source),
                new DropFile("tests/__init__.py", ""),
                new DropFile("tests/test_adding.py", """
                        import unittest

                        from adding import add


                        class AddingTest(unittest.TestCase):
                            %1$s
                            def test_adds(self):
                                self.assertEqual(add(1, 2), 3)

                            %1$s
                            def test_adds_more(self):
                                self.assertEqual(add(2, 2), 4)
                        """.formatted(decorator)));
    }

    private static Arguments java(String name, String block) {
        return arguments("java: " + name, "java", javaProject(block + """

                public static int add(int a, int b) {
                    return a - b;
                }
                """, "System.out.println(\"1..2\");"));
    }

    private static List<DropFile> javaProject(String members, String end) {
        return List.of(
                new DropFile(
                        "src/main/java/adding/Adding.java",
                        "package adding;\n\npublic final class Adding {\n" + members + "}\n"),
                new DropFile("src/test/java/adding/AddingTest.java", """
                        package adding;

                        final class AddingTest {
                            public static void main(String[] args) {
                                %s
                                check(1, "adds", Adding.add(1, 2) == 3);
                                check(2, "addsMore", Adding.add(2, 2) == 4);
                                %s
                            }

                            private static void check(int number, String name, boolean passed) {
                                System.out.println((passed ? "ok " : "not ok ") + number + " - " + name);
                            }
                        }
                        """.formatted(
                                end.isEmpty() ? "System.out.println(\"1..2\");" : "", end)));
    }

    private static Arguments javascript(String name, String start, String body) {
        return arguments("javascript: " + name, "javascript", javascriptProject(start, body, """
                test('adds', () => { assert.equal(add(1, 2), 3); });
                test('more', () => { assert.equal(add(2, 2), 4); });
                """));
    }

    private static List<DropFile> javascriptProject(String start, String body, String tests) {
        return List.of(
                new DropFile("package.json", "{\"name\":\"adding\",\"type\":\"module\",\"private\":true}\n"),
                new DropFile(
                        "src/adding.js", start + "export function add(a, b) {\n  " + body + "\n  return a - b;\n}\n"),
                new DropFile("test/adding.test.js", """
                        import assert from 'node:assert/strict';
                        import test from 'node:test';
                        import { add } from '../src/adding.js';
                        """ + tests));
    }

    private static Arguments go(String name, String source, String test) {
        return arguments("go: " + name, "go", goProject(source, test, "a - b"));
    }

    private static List<DropFile> goProject(String source, String test, String sum) {
        return List.of(
                new DropFile("go.mod", "module adding\n\ngo 1.21\n"),
                new DropFile("adding.go", """
                        package adding

                        import (
                        	"fmt"
                        	"os"
                        )

                        var _, _ = fmt.Sprint, os.Args

                        %s

                        func Add(a, b int) int { return %s }
                        """.formatted(source, sum)),
                new DropFile("adding_test.go", """
                        package adding

                        import (
                        	"flag"
                        	"fmt"
                        	"os"
                        	"testing"
                        )

                        var _, _, _ = flag.Set, fmt.Sprint, os.Args

                        %s

                        func TestAdds(t *testing.T) {
                        	if Add(1, 2) != 3 {
                        		t.Fatal("not 3")
                        	}
                        }

                        func TestAddsMore(t *testing.T) {
                        	if Add(2, 2) != 4 {
                        		t.Fatal("not 4")
                        	}
                        }
                        """.formatted(test)));
    }

    private static List<DropFile> with(List<DropFile> project, DropFile... more) {
        List<DropFile> files = new ArrayList<>(project);
        files.addAll(List.of(more));
        return files;
    }

    private LanguageProfile profile(String language) {
        return languages.find(language).orElseThrow();
    }
}
