/** What the model APIs say in their own words, and how one is said in another's. */
@NullMarked
package io.quantumlayer.llmrouter.translation;

import org.jspecify.annotations.NullMarked;
