/** A run as Temporal knows it: state, progress, list, cancellation. */
@NullMarked
package io.quantumlayer.workflowapi.run;

import org.jspecify.annotations.NullMarked;
