/** What model calls may use and have used. */
@NullMarked
package io.quantumlayer.contracts.usage;

import org.jspecify.annotations.NullMarked;
