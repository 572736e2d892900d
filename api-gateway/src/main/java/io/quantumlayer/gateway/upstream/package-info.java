/** Failures of the services behind the gateway. */
@NullMarked
package io.quantumlayer.gateway.upstream;

import org.jspecify.annotations.NullMarked;
