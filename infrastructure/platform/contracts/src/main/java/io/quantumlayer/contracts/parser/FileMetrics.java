package io.quantumlayer.contracts.parser;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Figures of a file.
 *
 * @param linesOfCode lines that are neither blank nor comment only
 * @param cyclomaticComplexity sum over all functions
 * @param maxComplexity of one function
 * @param maxNesting deepest nesting of control flow
 * @param maintainabilityIndex 0 to 100, higher is better
 */
public record FileMetrics(
        @JsonProperty("lines") int lines,
        @JsonProperty("lines_of_code") int linesOfCode,
        @JsonProperty("comment_lines") int commentLines,
        @JsonProperty("functions") int functions,
        @JsonProperty("cyclomatic_complexity") int cyclomaticComplexity,
        @JsonProperty("max_complexity") int maxComplexity,
        @JsonProperty("max_nesting") int maxNesting,
        @JsonProperty("maintainability_index") double maintainabilityIndex) {}
