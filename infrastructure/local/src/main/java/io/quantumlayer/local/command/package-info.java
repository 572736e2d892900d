/** The commands of {@code ql}: arguments in, messages and an exit code out. */
@NullMarked
package io.quantumlayer.local.command;

import org.jspecify.annotations.NullMarked;
