/** Figures of functions and files: lines, complexity, nesting, maintainability. */
@NullMarked
package io.quantumlayer.parser.metrics;

import org.jspecify.annotations.NullMarked;
