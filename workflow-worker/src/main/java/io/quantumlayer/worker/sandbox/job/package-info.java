/** The sandbox that is a Kubernetes Job of its own for each command. */
@NullMarked
package io.quantumlayer.worker.sandbox.job;

import org.jspecify.annotations.NullMarked;
