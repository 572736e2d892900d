/** OpenAI-compatible gateway to every model, and the built-in recipe engine. */
@NullMarked
package io.quantumlayer.llmrouter;

import org.jspecify.annotations.NullMarked;
