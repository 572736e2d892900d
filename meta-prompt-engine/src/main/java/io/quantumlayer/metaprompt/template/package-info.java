/** Prompt templates: files checked at start, immutable versions in the database, rendering. */
@NullMarked
package io.quantumlayer.metaprompt.template;

import org.jspecify.annotations.NullMarked;
