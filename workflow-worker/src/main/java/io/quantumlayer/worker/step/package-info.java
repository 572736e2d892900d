/** Temporal's activities: how the work of a step becomes a drop, and how QuantumDrop hears of the run. */
@NullMarked
package io.quantumlayer.worker.step;

import org.jspecify.annotations.NullMarked;
