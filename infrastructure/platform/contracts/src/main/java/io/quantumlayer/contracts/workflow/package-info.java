/** The run: its request, its twelve stages, its progress and its outcome. */
@NullMarked
package io.quantumlayer.contracts.workflow;

import org.jspecify.annotations.NullMarked;
