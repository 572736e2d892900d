/** The catalogue of models: what they cost and what they take. */
@NullMarked
package io.quantumlayer.llmrouter.model;

import org.jspecify.annotations.NullMarked;
