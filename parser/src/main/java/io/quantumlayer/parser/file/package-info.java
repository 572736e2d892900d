/** The endpoints for one file, with the names that callers of the first platform know. */
@NullMarked
package io.quantumlayer.parser.file;

import org.jspecify.annotations.NullMarked;
