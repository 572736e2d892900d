/** Enhancement of prompts: a chain of steps, each of which says what it changed. */
@NullMarked
package io.quantumlayer.metaprompt.enhancement;

import org.jspecify.annotations.NullMarked;
