/** What the roles are doing and have done. */
@NullMarked
package io.quantumlayer.agents.overview;

import org.jspecify.annotations.NullMarked;
