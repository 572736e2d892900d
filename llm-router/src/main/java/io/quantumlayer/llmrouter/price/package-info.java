/** Prices. */
@org.jspecify.annotations.NullMarked
package io.quantumlayer.llmrouter.price;
