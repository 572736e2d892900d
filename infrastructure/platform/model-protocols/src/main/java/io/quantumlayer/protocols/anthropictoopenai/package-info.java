/** Clients of Anthropic's API on providers of OpenAI's chat API. */
@NullMarked
package io.quantumlayer.protocols.anthropictoopenai;

import org.jspecify.annotations.NullMarked;
