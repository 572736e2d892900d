/** Deletes what is no longer kept. */
@NullMarked
package io.quantumlayer.quantumdrop.retention;

import org.jspecify.annotations.NullMarked;
