package io.quantumlayer.parser.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntaxParserTests {

    @Test
    void givesUpWhenTheDeadlinePasses() {
        String text = "x = [1, 2, 3]\n".repeat(100_000);

        assertThatExceptionOfType(DeadlinePassedException.class)
                .isThrownBy(() -> Trees.PARSER.parse("a.py", text, Language.PYTHON, Deadline.in(Duration.ofMillis(1))));
    }

    @Test
    void parsesOnSeveralThreadsAtOnce() {
        List<Integer> counts = IntStream.range(0, 64)
                .parallel()
                .mapToObj(number -> {
                    try (SyntaxTree tree =
                            Trees.tree(Language.JAVA, "class A { int x = 1; }\n".repeat(number % 8 + 1))) {
                        return (int) tree.root()
                                .descendants()
                                .filter(node -> node.is("class_declaration"))
                                .count();
                    }
                })
                .toList();

        assertThat(counts)
                .isEqualTo(IntStream.range(0, 64)
                        .map(number -> number % 8 + 1)
                        .boxed()
                        .toList());
    }

    @Test
    void readsAnEmptyText() {
        try (SyntaxTree tree = Trees.tree(Language.GO, "")) {
            assertThat(tree.hasError()).isFalse();
            assertThat(tree.nodeCount()).isEqualTo(1);
            assertThat(tree.lineCount()).isZero();
        }
    }

    @Test
    void leavesNothingInTheDirectoryOfNativeLibraries(@TempDir Path directory) {
        Path below = directory.resolve("native");

        new SyntaxParser(below);

        assertThat(below).isEmptyDirectory();
        new SyntaxParser(Path.of(System.getProperty("java.io.tmpdir")));
    }

    @Test
    void keepsNodesAfterTheTreeIsClosed() {
        SyntaxTree tree = Trees.tree(Language.PYTHON, "def f(a):\n    return a\n");
        tree.close();

        SyntaxNode function = tree.root().children().getFirst();

        assertThat(function.kind()).isEqualTo("function_definition");
        assertThat(function.child("name").map(SyntaxNode::text)).contains("f");
        assertThat(function.endLine()).isEqualTo(2);
    }

    @Test
    void findsSiblingsAndAncestors() {
        try (SyntaxTree tree = Trees.tree(Language.GO, "package a\n\nfunc f() {}\n\nfunc g() { x() }\n")) {
            SyntaxNode call = tree.root()
                    .descendants()
                    .filter(node -> node.is("call_expression"))
                    .findFirst()
                    .orElseThrow();
            SyntaxNode second = call.ancestors()
                    .filter(node -> node.is("function_declaration"))
                    .findFirst()
                    .orElseThrow();

            assertThat(second.text()).startsWith("func g");
            assertThat(second.previousSibling()
                            .filter(SyntaxNode::named)
                            .or(() -> second.previousSibling().flatMap(SyntaxNode::previousSibling))
                            .map(SyntaxNode::text))
                    .hasValueSatisfying(text -> assertThat(text).startsWith("func f"));
            assertThat(tree.root().children().getFirst().previousSibling()).isEmpty();
        }
    }
}
