/** Drops: immutable, versioned artifacts of the stages. */
@NullMarked
package io.quantumlayer.quantumdrop.drops;

import org.jspecify.annotations.NullMarked;
