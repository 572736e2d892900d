/** The recipe engine as one of the router's providers. */
@NullMarked
package io.quantumlayer.llmrouter.engine;

import org.jspecify.annotations.NullMarked;
