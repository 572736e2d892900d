/** Declared names of a file. */
@NullMarked
package io.quantumlayer.parser.symbols;

import org.jspecify.annotations.NullMarked;
