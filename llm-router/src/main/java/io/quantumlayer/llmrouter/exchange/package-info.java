/** One way for every model call, streamed or not: attempts, fallback, hedging, accounting. */
@NullMarked
package io.quantumlayer.llmrouter.exchange;

import org.jspecify.annotations.NullMarked;
