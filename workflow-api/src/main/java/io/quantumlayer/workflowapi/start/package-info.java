/** Starting a run: what a request must say, and what a repeated one gets. */
@NullMarked
package io.quantumlayer.workflowapi.start;

import org.jspecify.annotations.NullMarked;
