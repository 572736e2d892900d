/** What differs between two drops. */
@NullMarked
package io.quantumlayer.quantumdrop.diff;

import org.jspecify.annotations.NullMarked;
