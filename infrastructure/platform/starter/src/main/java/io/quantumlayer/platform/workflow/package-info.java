/** Runs as Temporal keeps them: their state, how they ended and why. For the services that have Temporal's SDK. */
@NullMarked
package io.quantumlayer.platform.workflow;

import org.jspecify.annotations.NullMarked;
