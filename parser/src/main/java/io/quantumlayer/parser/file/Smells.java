package io.quantumlayer.parser.file;

import io.quantumlayer.parser.metrics.Complexity;
import io.quantumlayer.parser.symbols.Declaration;
import io.quantumlayer.parser.syntax.Position;
import io.quantumlayer.parser.syntax.SyntaxNode;
import java.util.List;
import java.util.stream.Stream;

/** Functions whose figures are beyond what readers can hold in mind. */
final class Smells {

    private static final int MOST_LINES = 60;
    /** McCabe's own limit. */
    private static final int MOST_COMPLEX = 10;

    private static final int DEEPEST = 4;
    private static final int MOST_PARAMETERS = 6;

    private Smells() {}

    static Stream<AnalysedFile.CodeSmell> in(List<Declaration> declarations) {
        return declarations.stream()
                .flatMap(declaration -> declaration.function().stream().flatMap(function -> in(declaration, function)));
    }

    private static Stream<AnalysedFile.CodeSmell> in(Declaration declaration, SyntaxNode function) {
        return Stream.of(
                        new Measure("long-function", function.endLine() - function.line() + 1, MOST_LINES, "lines"),
                        new Measure("complex-function", Complexity.cyclomatic(function), MOST_COMPLEX, "paths"),
                        new Measure("deep-nesting", Complexity.nesting(function), DEEPEST, "levels of nesting"),
                        new Measure("many-parameters", declaration.parameters().size(), MOST_PARAMETERS, "parameters"))
                .filter(measure -> measure.value() > measure.most())
                .map(measure -> smell(declaration, measure));
    }

    private static AnalysedFile.CodeSmell smell(Declaration declaration, Measure measure) {
        Position position = declaration.node().position();
        return new AnalysedFile.CodeSmell(
                measure.type(),
                measure.value() > 2 * measure.most() ? "medium" : "low",
                "'%s' has %d %s; more than %d are hard to follow"
                        .formatted(declaration.qualifiedName(), measure.value(), measure.unit(), measure.most()),
                position.line(),
                position.column(),
                "Split it by what its parts do.");
    }

    private record Measure(String type, int value, int most, String unit) {}
}
