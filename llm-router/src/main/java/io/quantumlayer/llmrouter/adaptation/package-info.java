/** Requests as a model takes them, and its answers as the client asked for them. */
@NullMarked
package io.quantumlayer.llmrouter.adaptation;

import org.jspecify.annotations.NullMarked;
