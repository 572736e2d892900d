/** Model providers: which there are, which are off and why, and how one is asked. */
@NullMarked
package io.quantumlayer.llmrouter.provider;

import org.jspecify.annotations.NullMarked;
