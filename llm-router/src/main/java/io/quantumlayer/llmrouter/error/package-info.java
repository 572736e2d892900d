/** What goes wrong with a model call, in the terms of the model APIs. */
@NullMarked
package io.quantumlayer.llmrouter.error;

import org.jspecify.annotations.NullMarked;
