/** What a terminal can show. */
@NullMarked
package io.quantumlayer.local.terminal;

import org.jspecify.annotations.NullMarked;
