/** What the service can say about which language. */
@NullMarked
package io.quantumlayer.parser.languages;

import org.jspecify.annotations.NullMarked;
