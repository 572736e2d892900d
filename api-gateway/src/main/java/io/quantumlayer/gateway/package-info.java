/** Edge: routes as data, edge filters. */
@NullMarked
package io.quantumlayer.gateway;

import org.jspecify.annotations.NullMarked;
