/** Connections to model providers: HTTP/1.1 on the event loop of the caller, without a copy and without an operator. */
@NullMarked
package io.quantumlayer.llmrouter.upstream;

import org.jspecify.annotations.NullMarked;
