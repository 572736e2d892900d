package io.quantumlayer.parser.syntax;

import java.util.Set;

/**
 * Names that the grammars give to what every language has.
 *
 * @param functions functions and methods with a name of their own
 * @param lambdas functions without one
 * @param types classes and what is like them
 * @param loops statements that repeat
 * @param nesting statements that indent what they control
 * @param branches nodes that each add one way through a function
 */
public record NodeKinds(
        Set<String> functions,
        Set<String> lambdas,
        Set<String> types,
        Set<String> loops,
        Set<String> nesting,
        Set<String> branches) {

    /** Comments in all the grammars. */
    public static final Set<String> COMMENTS = Set.of("comment", "line_comment", "block_comment");

    private static final NodeKinds PYTHON = new NodeKinds(
            Set.of("function_definition"),
            Set.of("lambda"),
            Set.of("class_definition"),
            Set.of("for_statement", "while_statement"),
            Set.of(
                    "if_statement",
                    "for_statement",
                    "while_statement",
                    "try_statement",
                    "with_statement",
                    "match_statement"),
            Set.of(
                    "if_statement",
                    "elif_clause",
                    "for_statement",
                    "while_statement",
                    "except_clause",
                    "except_group_clause",
                    "conditional_expression",
                    "boolean_operator",
                    "case_clause",
                    "for_in_clause",
                    "if_clause"));

    private static final NodeKinds JAVA = new NodeKinds(
            Set.of("method_declaration", "constructor_declaration", "compact_constructor_declaration"),
            Set.of("lambda_expression"),
            Set.of(
                    "class_declaration",
                    "interface_declaration",
                    "enum_declaration",
                    "record_declaration",
                    "annotation_type_declaration"),
            Set.of("for_statement", "enhanced_for_statement", "while_statement", "do_statement"),
            Set.of(
                    "if_statement",
                    "for_statement",
                    "enhanced_for_statement",
                    "while_statement",
                    "do_statement",
                    "try_statement",
                    "try_with_resources_statement",
                    "switch_expression",
                    "synchronized_statement"),
            Set.of(
                    "if_statement",
                    "for_statement",
                    "enhanced_for_statement",
                    "while_statement",
                    "do_statement",
                    "catch_clause",
                    "ternary_expression",
                    "switch_label"));

    private static final NodeKinds SCRIPT = new NodeKinds(
            Set.of("function_declaration", "generator_function_declaration", "method_definition"),
            Set.of("arrow_function", "function_expression", "generator_function"),
            Set.of("class_declaration", "abstract_class_declaration", "class", "interface_declaration"),
            Set.of("for_statement", "for_in_statement", "while_statement", "do_statement"),
            Set.of(
                    "if_statement",
                    "for_statement",
                    "for_in_statement",
                    "while_statement",
                    "do_statement",
                    "try_statement",
                    "switch_statement"),
            Set.of(
                    "if_statement",
                    "for_statement",
                    "for_in_statement",
                    "while_statement",
                    "do_statement",
                    "catch_clause",
                    "ternary_expression",
                    "switch_case"));

    private static final NodeKinds GO = new NodeKinds(
            Set.of("function_declaration", "method_declaration"),
            Set.of("func_literal"),
            Set.of("type_spec"),
            Set.of("for_statement"),
            Set.of(
                    "if_statement",
                    "for_statement",
                    "expression_switch_statement",
                    "type_switch_statement",
                    "select_statement"),
            Set.of("if_statement", "for_statement", "expression_case", "type_case", "communication_case"));

    /** The names in a language's grammars. */
    public static NodeKinds of(Language language) {
        return switch (language) {
            case PYTHON -> PYTHON;
            case JAVA -> JAVA;
            case JAVASCRIPT, TYPESCRIPT -> SCRIPT;
            case GO -> GO;
        };
    }
}
