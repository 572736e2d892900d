/** Content-addressed contents. */
@NullMarked
package io.quantumlayer.quantumdrop.blobs;

import org.jspecify.annotations.NullMarked;
