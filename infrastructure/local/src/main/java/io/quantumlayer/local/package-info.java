/** The ql command. */
@NullMarked
package io.quantumlayer.local;

import org.jspecify.annotations.NullMarked;
