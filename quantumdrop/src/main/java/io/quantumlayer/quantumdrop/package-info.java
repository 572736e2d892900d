/** Runs, drops, journal, exports. */
@NullMarked
package io.quantumlayer.quantumdrop;

import org.jspecify.annotations.NullMarked;
