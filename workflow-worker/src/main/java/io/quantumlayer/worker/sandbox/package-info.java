/** Runs generated code where it can do no harm, and reads what it says. */
@NullMarked
package io.quantumlayer.worker.sandbox;

import org.jspecify.annotations.NullMarked;
