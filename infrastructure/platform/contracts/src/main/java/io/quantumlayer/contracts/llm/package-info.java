/** Chat completions as the router speaks them: the OpenAI wire format, as far as the platform itself uses it. */
@NullMarked
package io.quantumlayer.contracts.llm;

import org.jspecify.annotations.NullMarked;
