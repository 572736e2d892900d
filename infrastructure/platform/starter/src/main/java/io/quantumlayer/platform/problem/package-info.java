/** Errors as RFC 9457 problem details: the one place that turns exceptions into answers. */
@NullMarked
package io.quantumlayer.platform.problem;

import org.jspecify.annotations.NullMarked;
