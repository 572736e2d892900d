package io.quantumlayer.metaprompt.template;

import java.time.Instant;
import java.util.List;

/**
 * A stored version of a template.
 *
 * @param version 1, 2, 3… for each name
 * @param sha256 digest of the text, as {@code sha256sum} prints it for the file
 * @param text the file, word for word
 * @param labels labels that point at this version
 */
record TemplateVersion(String name, int version, String sha256, String text, List<String> labels, Instant createdAt) {}
