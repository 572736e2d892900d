/** Roles, tasks, patterns. */
@NullMarked
package io.quantumlayer.agents;

import org.jspecify.annotations.NullMarked;
