/** The work of each stage, as a Temporal activity that leaves a drop. */
@NullMarked
package io.quantumlayer.worker.stage;

import org.jspecify.annotations.NullMarked;
