/** Going on with a run that has ended without a result, from the step that failed. */
@NullMarked
package io.quantumlayer.workflowapi.retry;

import org.jspecify.annotations.NullMarked;
