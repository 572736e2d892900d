/** What files import, and where it comes from: the language, the project itself, or somebody's package. */
@NullMarked
package io.quantumlayer.parser.imports;

import org.jspecify.annotations.NullMarked;
