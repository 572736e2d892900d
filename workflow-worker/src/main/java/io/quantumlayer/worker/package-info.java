/** The twelve stages, and the sandbox that runs what was generated. */
@NullMarked
package io.quantumlayer.worker;

import org.jspecify.annotations.NullMarked;
