package io.quantumlayer.parser.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.contracts.parser.Finding.Category;
import io.quantumlayer.parser.findings.Findings;
import io.quantumlayer.parser.imports.Import;
import io.quantumlayer.parser.imports.Imports;
import io.quantumlayer.parser.metrics.Maintainability;
import io.quantumlayer.parser.symbols.Declaration;
import io.quantumlayer.parser.symbols.Declarations;
import io.quantumlayer.parser.syntax.Deadline;
import io.quantumlayer.parser.syntax.SyntaxNode;
import io.quantumlayer.parser.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an analysis tells.
 *
 * @param imports modules as written
 * @param complexityScore cyclomatic complexity, summed over all functions
 * @param maintainabilityIndex 0 to 100, higher is better
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AnalysedFile(
        @JsonProperty("language") String language,
        @JsonProperty("has_errors") boolean hasErrors,
        @JsonProperty("errors") List<ParsedFile.Fault> errors,
        @JsonProperty("metrics") ParsedFile.Metrics metrics,
        @JsonProperty("functions") List<ParsedFile.FunctionDetails> functions,
        @JsonProperty("imports") List<String> imports,
        @JsonProperty("classes") List<TypeDetails> classes,
        @JsonProperty("complexity_score") int complexityScore,
        @JsonProperty("maintainability_index") double maintainabilityIndex,
        @JsonProperty("code_smells") List<CodeSmell> codeSmells,
        @JsonProperty("security_issues") List<SecurityIssue> securityIssues) {

    private static final Set<String> TYPES = Set.of("class", "interface", "enum", "record", "type");

    static AnalysedFile of(String path, SyntaxTree tree, Findings rules, Deadline deadline) {
        ParsedFile parsed = ParsedFile.of(tree, true, deadline);
        List<Finding> findings = rules.in(path, tree, deadline);
        List<Declaration> declarations = Declarations.in(tree, deadline);
        List<SyntaxNode> functions = declarations.stream()
                .flatMap(declaration -> declaration.function().stream())
                .toList();
        return new AnalysedFile(
                parsed.language(),
                parsed.hasErrors(),
                parsed.errors(),
                parsed.metrics(),
                Optional.ofNullable(parsed.functions()).orElseThrow(),
                Imports.in(tree).stream().map(Import::module).distinct().toList(),
                declarations.stream()
                        .filter(declaration -> TYPES.contains(declaration.kind()))
                        .map(declaration -> TypeDetails.of(declaration, declarations))
                        .toList(),
                parsed.metrics().cyclomaticComplexity(),
                Maintainability.index(tree.root(), functions),
                Stream.concat(
                                findings.stream()
                                        .filter(finding -> finding.category() != Category.SECURITY)
                                        .map(CodeSmell::of),
                                Stream.concat(notSearched(tree), Smells.in(declarations)))
                        .toList(),
                findings.stream()
                        .filter(finding -> finding.category() == Category.SECURITY)
                        .map(finding -> SecurityIssue.of(finding, rules))
                        .toList());
    }

    private static Stream<CodeSmell> notSearched(SyntaxTree tree) {
        return tree.isSearchable()
                ? Stream.empty()
                : Stream.of(new CodeSmell("not-searched", "low", Findings.NOT_SEARCHED, 0, 0, null));
    }

    /** A class or what is like one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TypeDetails(
            @JsonProperty("Name") String name,
            @JsonProperty("Kind") String kind,
            @JsonProperty("Methods") List<String> methods,
            @JsonProperty("StartLine") int startLine,
            @JsonProperty("EndLine") int endLine,
            @JsonProperty("DocComment") @Nullable String docComment) {

        static TypeDetails of(Declaration type, List<Declaration> all) {
            return new TypeDetails(
                    type.qualifiedName(),
                    type.kind(),
                    all.stream()
                            .filter(declaration -> declaration.kind().equals("method")
                                    && declaration
                                            .qualifiedName()
                                            .equals(type.qualifiedName() + "." + declaration.name()))
                            .map(Declaration::name)
                            .toList(),
                    type.node().line(),
                    type.node().endLine(),
                    type.doc());
        }
    }

    /** Something that works but should be better. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CodeSmell(
            @JsonProperty("type") String type,
            @JsonProperty("severity") String severity,
            @JsonProperty("message") String message,
            @JsonProperty("line") int line,
            @JsonProperty("column") int column,
            @JsonProperty("suggestion") @Nullable String suggestion) {

        static CodeSmell of(Finding finding) {
            return new CodeSmell(
                    finding.rule(),
                    finding.severity().key(),
                    finding.message(),
                    finding.line(),
                    finding.column(),
                    finding.remediation());
        }
    }

    /** A weakness. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SecurityIssue(
            @JsonProperty("type") String type,
            @JsonProperty("severity") String severity,
            @JsonProperty("message") String message,
            @JsonProperty("line") int line,
            @JsonProperty("column") int column,
            @JsonProperty("cwe") @Nullable String cwe,
            @JsonProperty("owasp") @Nullable String owasp,
            @JsonProperty("remediation") @Nullable String remediation) {

        static SecurityIssue of(Finding finding, Findings rules) {
            return new SecurityIssue(
                    finding.rule(),
                    finding.severity().key(),
                    finding.message(),
                    finding.line(),
                    finding.column(),
                    finding.cwe(),
                    rules.owasp(finding.rule()).orElse(null),
                    finding.remediation());
        }
    }
}
