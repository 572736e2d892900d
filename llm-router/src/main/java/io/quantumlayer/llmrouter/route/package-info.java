/** Routes: which models stand behind a name, and in which order they are asked. */
@NullMarked
package io.quantumlayer.llmrouter.route;

import org.jspecify.annotations.NullMarked;
