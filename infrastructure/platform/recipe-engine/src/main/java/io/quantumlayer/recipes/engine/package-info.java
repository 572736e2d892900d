/** The built-in engine {@code recipe-engine}: deterministic answers to the platform's own roles, without a model. */
@NullMarked
package io.quantumlayer.recipes.engine;

import org.jspecify.annotations.NullMarked;
