/** The health and readiness endpoints of every service. */
@NullMarked
package io.quantumlayer.platform.health;

import org.jspecify.annotations.NullMarked;
