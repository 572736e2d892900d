/** Sandboxes that are command lines on the worker's own machine. */
@NullMarked
package io.quantumlayer.worker.sandbox.host;

import org.jspecify.annotations.NullMarked;
