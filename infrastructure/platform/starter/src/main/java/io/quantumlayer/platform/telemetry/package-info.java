/** What the services add to Boot's metrics and traces. */
@NullMarked
package io.quantumlayer.platform.telemetry;

import org.jspecify.annotations.NullMarked;
