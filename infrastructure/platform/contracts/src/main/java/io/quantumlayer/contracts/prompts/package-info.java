/** Prompt enhancement and rendering of versioned templates. */
@NullMarked
package io.quantumlayer.contracts.prompts;

import org.jspecify.annotations.NullMarked;
