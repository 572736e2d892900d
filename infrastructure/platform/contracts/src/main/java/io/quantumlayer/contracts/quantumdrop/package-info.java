/** Runs, drops and the journal as QuantumDrop keeps them. */
@NullMarked
package io.quantumlayer.contracts.quantumdrop;

import org.jspecify.annotations.NullMarked;
