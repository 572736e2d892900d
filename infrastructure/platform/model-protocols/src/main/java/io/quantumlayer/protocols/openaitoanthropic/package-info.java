/** Clients of OpenAI's chat API on providers of Anthropic's API. */
@NullMarked
package io.quantumlayer.protocols.openaitoanthropic;

import org.jspecify.annotations.NullMarked;
