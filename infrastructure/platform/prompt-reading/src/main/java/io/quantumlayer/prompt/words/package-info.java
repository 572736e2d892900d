/** Words of a prompt that name no behaviour, and words that name what is to be made. */
@NullMarked
package io.quantumlayer.prompt.words;

import org.jspecify.annotations.NullMarked;
