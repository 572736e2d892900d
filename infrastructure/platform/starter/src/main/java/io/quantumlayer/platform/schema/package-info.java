/** JSON Schemas that services check documents with. */
@NullMarked
package io.quantumlayer.platform.schema;

import org.jspecify.annotations.NullMarked;
