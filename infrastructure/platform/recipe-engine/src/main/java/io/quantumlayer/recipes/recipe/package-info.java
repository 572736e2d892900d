/** Recipes: behaviours that the built-in engine knows, each a folder of data and templates. */
@NullMarked
package io.quantumlayer.recipes.recipe;

import org.jspecify.annotations.NullMarked;
