/** A text cut into words, sentences and fragments, and phrases to find in it. */
@NullMarked
package io.quantumlayer.prompt.text;

import org.jspecify.annotations.NullMarked;
