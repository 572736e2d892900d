/** What an answer that passes through untouched tells: usage, end, errors and texts. */
@NullMarked
package io.quantumlayer.protocols.watch;

import org.jspecify.annotations.NullMarked;
