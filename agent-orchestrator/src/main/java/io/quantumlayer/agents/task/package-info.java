/** Tasks: asking models, checking answers, budgets, and the store that makes them idempotent. */
@NullMarked
package io.quantumlayer.agents.task;

import org.jspecify.annotations.NullMarked;
