/** Tree-sitter analysis: syntax, symbols, metrics, findings. */
@NullMarked
package io.quantumlayer.parser;

import org.jspecify.annotations.NullMarked;
