/** The model APIs on the server's connections, below the web framework. */
@NullMarked
package io.quantumlayer.llmrouter.wire;

import org.jspecify.annotations.NullMarked;
