/** Clients of OpenAI's Responses API on providers of OpenAI's chat API. */
@NullMarked
package io.quantumlayer.protocols.responsestoopenai;

import org.jspecify.annotations.NullMarked;
