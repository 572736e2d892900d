/** The durable workflow: which stage runs when, what is repaired, when the run ends. */
@NullMarked
package io.quantumlayer.worker.run;

import org.jspecify.annotations.NullMarked;
