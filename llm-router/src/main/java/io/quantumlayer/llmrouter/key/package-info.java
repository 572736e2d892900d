/** Virtual keys: who may call which model, how often, and for how much money. */
@NullMarked
package io.quantumlayer.llmrouter.key;

import org.jspecify.annotations.NullMarked;
