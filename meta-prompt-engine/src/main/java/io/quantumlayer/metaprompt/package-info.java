/** Versioned prompt templates, rendering, enhancement. */
@NullMarked
package io.quantumlayer.metaprompt;

import org.jspecify.annotations.NullMarked;
