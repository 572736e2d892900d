/** What was used, by key, model and day. */
@NullMarked
package io.quantumlayer.llmrouter.usage;

import org.jspecify.annotations.NullMarked;
