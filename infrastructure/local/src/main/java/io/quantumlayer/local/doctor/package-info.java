/** Says what this machine has and what it lacks. */
@NullMarked
package io.quantumlayer.local.doctor;

import org.jspecify.annotations.NullMarked;
