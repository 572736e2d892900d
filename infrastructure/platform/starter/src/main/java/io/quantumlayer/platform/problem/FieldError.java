package io.quantumlayer.platform.problem;

/**
 * What is wrong with one member of a request.
 *
 * @param field JSON name, with dots and brackets for nested members
 * @param message what is wrong and what would be right
 */
public record FieldError(String field, String message) {}
