/** Keys. */
@org.jspecify.annotations.NullMarked
package io.quantumlayer.llmrouter.key;
