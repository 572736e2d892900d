/** Files that are read again when they change. */
@NullMarked
package io.quantumlayer.platform.file;

import org.jspecify.annotations.NullMarked;
