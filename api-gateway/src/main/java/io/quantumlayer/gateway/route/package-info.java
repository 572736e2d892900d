/** What routes can say that the gateway's catalogue has no filter for. */
@NullMarked
package io.quantumlayer.gateway.route;

import org.jspecify.annotations.NullMarked;
