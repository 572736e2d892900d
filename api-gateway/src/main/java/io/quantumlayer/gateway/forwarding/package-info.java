/** What proxies in front of the gateway say of the client, and what the services behind it are told. */
@NullMarked
package io.quantumlayer.gateway.forwarding;

import org.jspecify.annotations.NullMarked;
