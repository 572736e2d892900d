/** What a prompt says: its words and clauses, and the entities it names. */
@NullMarked
package io.quantumlayer.recipes.prompt;

import org.jspecify.annotations.NullMarked;
