/** Starts, supervises and stops the whole platform on this machine. */
@NullMarked
package io.quantumlayer.local.platform;

import org.jspecify.annotations.NullMarked;
