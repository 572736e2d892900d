/** What keys have used, by model and day. */
@NullMarked
package io.quantumlayer.llmrouter.usage;

import org.jspecify.annotations.NullMarked;
