/** What the service says of itself. */
@NullMarked
package io.quantumlayer.metaprompt.status;

import org.jspecify.annotations.NullMarked;
