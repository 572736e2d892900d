/** Answers of calls that name a run, so that a run that goes on after a crash is given them again and pays once. */
@NullMarked
package io.quantumlayer.llmrouter.journal;

import org.jspecify.annotations.NullMarked;
