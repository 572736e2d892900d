/** What a text says of what goes into a function and what comes out. */
@NullMarked
package io.quantumlayer.prompt.exchange;

import org.jspecify.annotations.NullMarked;
