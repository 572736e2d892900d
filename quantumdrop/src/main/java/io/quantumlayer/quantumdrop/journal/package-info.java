/** The journal of a run, as a list and as a stream. */
@NullMarked
package io.quantumlayer.quantumdrop.journal;

import org.jspecify.annotations.NullMarked;
