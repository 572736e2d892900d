/** The connection to Temporal, where the server's authority is a private one or asks for a certificate. */
@NullMarked
package io.quantumlayer.platform.temporal;

import org.jspecify.annotations.NullMarked;
