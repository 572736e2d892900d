/** How much a client may send: size of a body, number of requests. */
@NullMarked
package io.quantumlayer.gateway.limit;

import org.jspecify.annotations.NullMarked;
