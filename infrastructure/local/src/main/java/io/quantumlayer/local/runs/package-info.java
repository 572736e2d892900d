/** Starts runs through the gateway, follows them and fetches what they made. */
@NullMarked
package io.quantumlayer.local.runs;

import org.jspecify.annotations.NullMarked;
