/** How services name contents to each other. */
@NullMarked
package io.quantumlayer.contracts.digest;

import org.jspecify.annotations.NullMarked;
