/** The HTTP faces of a completion: the OpenAI API and the platform's own {@code /generate}. */
@NullMarked
package io.quantumlayer.llmrouter.completion;

import org.jspecify.annotations.NullMarked;
