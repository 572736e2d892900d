/** The state of the whole platform. */
@NullMarked
package io.quantumlayer.gateway.status;

import org.jspecify.annotations.NullMarked;
