/** JSON as bytes: read where it stands, so that everything else of it can stay as it is. */
@NullMarked
package io.quantumlayer.protocols.json;

import org.jspecify.annotations.NullMarked;
