/** What models cost. */
@NullMarked
package io.quantumlayer.llmrouter.price;

import org.jspecify.annotations.NullMarked;
