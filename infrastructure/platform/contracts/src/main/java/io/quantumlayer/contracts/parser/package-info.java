/** Syntax, symbols, metrics and findings of source text. */
@NullMarked
package io.quantumlayer.contracts.parser;

import org.jspecify.annotations.NullMarked;
