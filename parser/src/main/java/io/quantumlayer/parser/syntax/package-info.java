/**
 * Text to syntax trees, by tree-sitter.
 *
 * <p>The binding is {@code jtreesitter}, which calls the native library through the foreign function interface; the
 * native libraries come from the {@code io.github.bonede} jars. The Java binding in those jars is not used: it crosses
 * JNI several times for each node, and reading a tree of 100,000 nodes took seven times as long.
 */
@NullMarked
package io.quantumlayer.parser.syntax;

import org.jspecify.annotations.NullMarked;
