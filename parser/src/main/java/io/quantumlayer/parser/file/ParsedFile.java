package io.quantumlayer.parser.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.parser.metrics.Complexity;
import io.quantumlayer.parser.metrics.LineCounts;
import io.quantumlayer.parser.symbols.Declaration;
import io.quantumlayer.parser.symbols.Declarations;
import io.quantumlayer.parser.syntax.Deadline;
import io.quantumlayer.parser.syntax.SyntaxError;
import io.quantumlayer.parser.syntax.SyntaxErrors;
import io.quantumlayer.parser.syntax.SyntaxNode;
import io.quantumlayer.parser.syntax.SyntaxTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a parse tells.
 *
 * @param success that the file was parsed; a file with errors is parsed too
 * @param functions only where they were asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ParsedFile(
        @JsonProperty("success") boolean success,
        @JsonProperty("has_errors") boolean hasErrors,
        @JsonProperty("language") String language,
        @JsonProperty("metrics") Metrics metrics,
        @JsonProperty("errors") List<Fault> errors,
        @JsonProperty("functions") @Nullable List<FunctionDetails> functions,
        @JsonProperty("parse_time_ms") double parseTimeMs) {

    static ParsedFile of(SyntaxTree tree, boolean withFunctions, Deadline deadline) {
        List<Fault> errors = SyntaxErrors.in(tree).stream().map(Fault::of).toList();
        List<Declaration> callables = callables(tree, deadline);
        return new ParsedFile(
                true,
                !errors.isEmpty(),
                tree.language().id(),
                Metrics.of(tree, callables),
                errors,
                withFunctions ? callables.stream().map(FunctionDetails::of).toList() : null,
                Metrics.milliseconds(tree));
    }

    private static List<Declaration> callables(SyntaxTree tree, Deadline deadline) {
        return Declarations.in(tree, deadline).stream()
                .filter(declaration -> declaration.function().isPresent())
                .toList();
    }

    /**
     * Figures of the parse.
     *
     * @param parseTimeMs time that tree-sitter took, in milliseconds
     * @param fileSize in bytes of UTF-8
     * @param cyclomaticComplexity sum over all functions
     */
    record Metrics(
            @JsonProperty("NodeCount") int nodeCount,
            @JsonProperty("MaxDepth") int maxDepth,
            @JsonProperty("ParseTimeMs") double parseTimeMs,
            @JsonProperty("FileSize") int fileSize,
            @JsonProperty("LinesOfCode") int linesOfCode,
            @JsonProperty("CyclomaticComplexity") int cyclomaticComplexity) {

        static Metrics of(SyntaxTree tree, List<Declaration> callables) {
            return new Metrics(
                    tree.nodeCount(),
                    tree.maxDepth(),
                    milliseconds(tree),
                    tree.text().getBytes(StandardCharsets.UTF_8).length,
                    LineCounts.of(tree).code(),
                    callables.stream()
                            .flatMap(callable -> callable.function().stream())
                            .mapToInt(Complexity::cyclomatic)
                            .sum());
        }

        static double milliseconds(SyntaxTree tree) {
            return tree.parseTime().toNanos() / 1000 / 1000.0;
        }
    }

    /**
     * A syntax error. Rows and columns count from 0 as tree-sitter's do, {@code line} and {@code column} from 1; columns
     * count characters.
     */
    record Fault(
            @JsonProperty("StartPos") Point startPos,
            @JsonProperty("EndPos") Point endPos,
            @JsonProperty("Message") String message,
            @JsonProperty("NodeType") String nodeType,
            @JsonProperty("line") int line,
            @JsonProperty("column") int column,
            @JsonProperty("snippet") String snippet) {

        static Fault of(SyntaxError error) {
            return new Fault(
                    new Point(error.start().line() - 1, error.start().column() - 1),
                    new Point(error.end().line() - 1, error.end().column() - 1),
                    error.message(),
                    error.nodeType(),
                    error.start().line(),
                    error.start().column(),
                    error.snippet());
        }
    }

    /** A place, from 0. */
    record Point(
            @JsonProperty("Row") int row,
            @JsonProperty("Column") int column) {}

    /** A function or method. */
    record FunctionDetails(
            @JsonProperty("Name") String name,
            @JsonProperty("Parameters") List<String> parameters,
            @JsonProperty("ReturnType") String returnType,
            @JsonProperty("StartLine") int startLine,
            @JsonProperty("EndLine") int endLine,
            @JsonProperty("Body") String body,
            @JsonProperty("DocComment") String docComment,
            @JsonProperty("Complexity") int complexity) {

        static FunctionDetails of(Declaration callable) {
            SyntaxNode node = callable.node();
            return new FunctionDetails(
                    callable.qualifiedName(),
                    callable.parameters(),
                    callable.returnType(),
                    node.line(),
                    node.endLine(),
                    node.text(),
                    callable.doc() == null ? "" : callable.doc(),
                    callable.function().map(Complexity::cyclomatic).orElse(0));
        }
    }
}
