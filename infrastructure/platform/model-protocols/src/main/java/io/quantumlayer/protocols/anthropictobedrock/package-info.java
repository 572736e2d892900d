/** Clients of Anthropic's API on Amazon Bedrock's Converse API. */
@NullMarked
package io.quantumlayer.protocols.anthropictobedrock;

import org.jspecify.annotations.NullMarked;
