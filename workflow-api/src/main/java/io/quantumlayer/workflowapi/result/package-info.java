/** The result of a run, with the contents that QuantumDrop keeps. */
@NullMarked
package io.quantumlayer.workflowapi.result;

import org.jspecify.annotations.NullMarked;
