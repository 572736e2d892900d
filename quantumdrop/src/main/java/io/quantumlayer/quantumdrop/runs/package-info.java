/** What the store knows about runs. */
@NullMarked
package io.quantumlayer.quantumdrop.runs;

import org.jspecify.annotations.NullMarked;
