/** The worker's signature under the drops that it stores, by which it knows its own again. */
@NullMarked
package io.quantumlayer.worker.signature;

import org.jspecify.annotations.NullMarked;
