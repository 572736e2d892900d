/** Calls of models as roles make them: their limits, their time, and what models put around their answers. */
@NullMarked
package io.quantumlayer.platform.model;

import org.jspecify.annotations.NullMarked;
