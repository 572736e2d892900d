/** Who calls: API keys at the edge, the signed identity behind it. */
@NullMarked
package io.quantumlayer.gateway.caller;

import org.jspecify.annotations.NullMarked;
