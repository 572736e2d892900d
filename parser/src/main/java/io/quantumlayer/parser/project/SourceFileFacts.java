package io.quantumlayer.parser.project;

import io.quantumlayer.contracts.parser.DeclaredTest;
import io.quantumlayer.contracts.parser.Diagnostic;
import io.quantumlayer.contracts.parser.Diagnostic.Severity;
import io.quantumlayer.contracts.parser.FileMetrics;
import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.contracts.parser.Symbol;
import io.quantumlayer.parser.findings.DeclaredTests;
import io.quantumlayer.parser.findings.Findings;
import io.quantumlayer.parser.imports.Import;
import io.quantumlayer.parser.imports.Imports;
import io.quantumlayer.parser.metrics.Complexity;
import io.quantumlayer.parser.metrics.LineCounts;
import io.quantumlayer.parser.metrics.Maintainability;
import io.quantumlayer.parser.symbols.Declaration;
import io.quantumlayer.parser.symbols.Declarations;
import io.quantumlayer.parser.syntax.Deadline;
import io.quantumlayer.parser.syntax.Language;
import io.quantumlayer.parser.syntax.SyntaxErrors;
import io.quantumlayer.parser.syntax.SyntaxNode;
import io.quantumlayer.parser.syntax.SyntaxTree;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a file tells by itself; where its imports come from only the whole project tells. */
record SourceFileFacts(
        Language language,
        List<Diagnostic> diagnostics,
        List<Symbol> symbols,
        List<Import> imports,
        String javaPackage,
        FileMetrics metrics,
        List<Finding> findings,
        List<DeclaredTest> tests) {

    static SourceFileFacts of(String path, SyntaxTree tree, Findings rules, Deadline deadline) {
        List<Declaration> declarations = Declarations.in(tree, deadline);
        return new SourceFileFacts(
                tree.language(),
                diagnostics(path, tree),
                declarations.stream().map(SourceFileFacts::symbol).toList(),
                Imports.in(tree),
                tree.language() == Language.JAVA ? Imports.javaPackage(tree) : "",
                metrics(tree, declarations, deadline),
                rules.in(path, tree, deadline),
                DeclaredTests.in(path, tree));
    }

    private static List<Diagnostic> diagnostics(String path, SyntaxTree tree) {
        Stream<Diagnostic> errors = SyntaxErrors.in(tree).stream()
                .map(error -> new Diagnostic(
                        path,
                        Severity.ERROR,
                        "syntax",
                        error.message(),
                        error.start().line(),
                        error.start().column(),
                        error.snippet()));
        Stream<Diagnostic> gaps = tree.isSearchable()
                ? Stream.empty()
                : Stream.of(new Diagnostic(path, Severity.WARNING, "not_searched", Findings.NOT_SEARCHED, 0, 0, null));
        return Stream.concat(errors, gaps).toList();
    }

    private static Symbol symbol(Declaration declaration) {
        return new Symbol(
                declaration.kind(),
                declaration.name(),
                declaration.qualifiedName(),
                declaration.signature(),
                declaration.visibility(),
                declaration.doc(),
                declaration.node().line(),
                declaration.node().endLine(),
                declaration.function().map(Complexity::cyclomatic).orElse(0),
                declaration.function().map(Complexity::nesting).orElse(0),
                declaration.parameters().size());
    }

    private static FileMetrics metrics(SyntaxTree tree, List<Declaration> declarations, Deadline deadline) {
        List<SyntaxNode> functions = declarations.stream()
                .flatMap(declaration -> declaration.function().stream())
                .toList();
        LineCounts lines = LineCounts.of(tree);
        int[] complexities = functions.stream().mapToInt(Complexity::cyclomatic).toArray();
        deadline.check();
        return new FileMetrics(
                lines.all(),
                lines.code(),
                lines.comments(),
                functions.size(),
                Arrays.stream(complexities).sum(),
                Arrays.stream(complexities).max().orElse(0),
                functions.stream().mapToInt(Complexity::nesting).max().orElse(0),
                Maintainability.index(tree.root(), functions));
    }
}
