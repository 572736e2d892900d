/** What a prompt says, read without a model, by one grammar for all who ask. */
@NullMarked
package io.quantumlayer.prompt;

import org.jspecify.annotations.NullMarked;
