/** Settings that every service shares, below its own. */
@NullMarked
package io.quantumlayer.platform.configuration;

import org.jspecify.annotations.NullMarked;
