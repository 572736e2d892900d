/** REST edge of Temporal: start, status, result, cancel. */
@NullMarked
package io.quantumlayer.workflowapi;

import org.jspecify.annotations.NullMarked;
