/** Takes personal data and credentials out of prompts before they leave. */
@NullMarked
package io.quantumlayer.llmrouter.redaction;

import org.jspecify.annotations.NullMarked;
