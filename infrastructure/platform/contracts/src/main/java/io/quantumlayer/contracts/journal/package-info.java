/** The journal of a run: its events, and where the run stands after them. */
@NullMarked
package io.quantumlayer.contracts.journal;

import org.jspecify.annotations.NullMarked;
