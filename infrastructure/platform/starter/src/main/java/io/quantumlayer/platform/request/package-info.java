/** The request id, from the edge to the log. */
@NullMarked
package io.quantumlayer.platform.request;

import org.jspecify.annotations.NullMarked;
