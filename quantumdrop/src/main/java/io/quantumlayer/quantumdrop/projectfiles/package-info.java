/** The project that a run has made: its files one by one and as an archive. */
@NullMarked
package io.quantumlayer.quantumdrop.projectfiles;

import org.jspecify.annotations.NullMarked;
