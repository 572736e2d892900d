/** Translation between the wire protocols of model APIs: pure functions on bytes, whole and streamed. */
@NullMarked
package io.quantumlayer.protocols;

import org.jspecify.annotations.NullMarked;
