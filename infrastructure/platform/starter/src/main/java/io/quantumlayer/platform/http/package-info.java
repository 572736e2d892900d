/** HTTP clients of the other services: time limits, identity, errors that keep their meaning. */
@NullMarked
package io.quantumlayer.platform.http;

import org.jspecify.annotations.NullMarked;
