/** Kinds of providers: one file each, which says all that is known of a vendor's API. */
@NullMarked
package io.quantumlayer.llmrouter.provider.kind;

import org.jspecify.annotations.NullMarked;
