package io.quantumlayer.parser.imports;

/**
 * An import as it stands in a file.
 *
 * @param module without quotes
 * @param line from 1
 */
public record Import(String module, int line) {}
