package io.quantumlayer.llmrouter.engine;

import io.quantumlayer.llmrouter.provider.RouterProperties;
import io.quantumlayer.recipes.engine.RecipeEngine;
import io.quantumlayer.recipes.recipe.RecipeLibrary;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the recipes at start, so that a broken one stops the service with its file and member named. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    @Bean
    RecipeEngine recipeEngine(RouterProperties properties) {
        return new RecipeEngine(RecipeLibrary.load(properties.recipesDir()));
    }

    @Bean
    BuiltinProvider builtinProvider(RecipeEngine engine) {
        return new BuiltinProvider(engine);
    }
}
