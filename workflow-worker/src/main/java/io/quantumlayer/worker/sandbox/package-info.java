/** Runs generated code where it can do no harm. */
@NullMarked
package io.quantumlayer.worker.sandbox;

import org.jspecify.annotations.NullMarked;
