/** Tasks for roles, and the answers that come back with their provenance. */
@NullMarked
package io.quantumlayer.contracts.agents;

import org.jspecify.annotations.NullMarked;
