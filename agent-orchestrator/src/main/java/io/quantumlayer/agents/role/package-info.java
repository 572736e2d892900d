/** The roles of the platform as data, and the schemas of their answers. */
@NullMarked
package io.quantumlayer.agents.role;

import org.jspecify.annotations.NullMarked;
