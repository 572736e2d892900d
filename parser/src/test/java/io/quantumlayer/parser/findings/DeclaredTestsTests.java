package io.quantumlayer.parser.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quantumlayer.parser.syntax.Language;
import io.quantumlayer.parser.syntax.Trees;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeclaredTestsTests {

    /** Language, path, text, and the names in it; one in brackets need not be reported. */
    static Stream<Arguments> files() {
        return Stream.of(
                arguments(
                        Language.PYTHON,
                        "tests/test_a.py",
                        """
                        import unittest

                        class GrößeTest(unittest.TestCase):
                            def test_größe(self):
                                self.assertEqual(1, 1)

                            @unittest.skip("later")
                            async def test_later(self):
                                pass

                            def helper(self):
                                def test_inner():
                                    pass

                        class FakeClient:
                            def test_connection(self):
                                return True

                        class TestPlain:
                            def test_plain(self):
                                assert True

                        def test_function():
                            assert True
                        """,
                        List.of("test_größe", "test_later", "(test_connection)", "test_plain", "test_function")),
                arguments(
                        Language.PYTHON,
                        "tests/service.py",
                        "def test_client():\n    return 1\n",
                        List.of("(test_client)")),
                arguments(Language.PYTHON, "adding.py", "def test_adds():\n    pass\n", List.of()),
                arguments(
                        Language.JAVASCRIPT,
                        "test/a.test.js",
                        """
                        import test, { describe, it } from 'node:test';
                        test('it\\'s right', () => { check(); });
                        test(`plain template`, async () => { check(); });
                        describe('a suite', () => {
                          it('is inside', () => { check(); });
                          it.skip('is skipped', () => { check(); });
                        });
                        test('outer', async (t) => { await t.test('inner', () => { check(); }); });
                        for (const n of [1, 2]) {
                          test(`handles ${n} things`, () => { check(/x/.test('text'), /y/.test(n)); });
                        }
                        function each(name) { test(name, () => { check(); }); }
                        test(() => { check(); });
                        """,
                        List.of(
                                "it's right",
                                "plain template",
                                "is inside",
                                "is skipped",
                                "outer",
                                "inner",
                                "(handles * things)",
                                "(*)",
                                "(*)")),
                arguments(Language.GO, "a_test.go", """
                        package a

                        func TestMain(m *testing.M) { os.Exit(m.Run()) }
                        func TestAdds(t *testing.T) { t.Run("inner", func(t *testing.T) {}) }
                        func TestÜbung(t *testing.T) { t.Fatal() }
                        func FuzzAdds(f *testing.F) { f.Fuzz(nil) }
                        func ExampleAdd() { fmt.Println(Add(1, 2)) }
                        func Testing(t *testing.T) {}
                        func TestHelper(t *testing.T, n int) {}
                        func (s suite) TestMethod(t *testing.T) {}
                        """, List.of("TestAdds", "TestÜbung", "FuzzAdds", "(ExampleAdd)")),
                arguments(Language.JAVA, "src/test/java/a/AddingTest.java", """
                        package a;

                        final class AddingTest {
                            public static void main(String[] args) {
                                Tap.run(new AddingTest());
                            }

                            public void addsGrößen() throws Exception {
                                Tap.equal(3, Adding.add(1, 2));
                            }

                            private void helper() {}

                            public void takesAnArgument(int a) {}

                            public static final class Inner {
                                public void close() {}
                            }
                        }
                        """, List.of("addsGrößen")),
                arguments(Language.JAVA, "src/test/java/a/ListTest.java", """
                        final class ListTest {
                            public static void main(String[] args) {
                                ListTest tests = new ListTest();
                                check("adds two numbers", tests::adds);
                            }
                            public void adds() {}
                        }
                        """, List.of("(adds)")),
                arguments(Language.JAVA, "src/test/java/a/PlainTest.java", """
                        final class PlainTest {
                            public static void main(String[] args) {
                                adds();
                                System.out.println("ok 1 - adds");
                                summary();
                            }
                            static void adds() { check(); }
                            static void summary() { System.out.println("1..1"); }
                        }
                        """, List.of("(adds)")),
                arguments(
                        Language.JAVA,
                        "src/test/java/a/Tap.java",
                        "final class Tap { public void run() {} }",
                        List.of()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesAreThoseThatTheRunnerReports(Language language, String path, String text, List<String> names) {
        assertThat(DeclaredTests.in(path, Trees.tree(path, language, text)))
                .extracting(test -> test.certain() ? test.name() : "(" + test.name() + ")")
                .containsExactlyElementsOf(names);
    }
}
