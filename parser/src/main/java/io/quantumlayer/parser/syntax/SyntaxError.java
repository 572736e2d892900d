package io.quantumlayer.parser.syntax;

/**
 * A place where a text breaks its grammar.
 *
 * @param nodeType {@code MISSING} where something lacks, else {@code ERROR}
 * @param end place after the last character
 * @param snippet the line, cut where it is very long
 */
public record SyntaxError(String message, String nodeType, Position start, Position end, String snippet) {}
