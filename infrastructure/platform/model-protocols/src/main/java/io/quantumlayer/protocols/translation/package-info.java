/** Which translation stands between a client's protocol and a provider's. */
@NullMarked
package io.quantumlayer.protocols.translation;

import org.jspecify.annotations.NullMarked;
