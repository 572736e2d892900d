/** The work of each stage. */
@NullMarked
package io.quantumlayer.worker.stage;

import org.jspecify.annotations.NullMarked;
