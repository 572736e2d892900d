package io.quantumlayer.recipes.engine;

import java.util.Map;

/**
 * What a run was asked for.
 *
 * @param prompt the caller's own words, not the enhanced ones
 * @param language as the caller wrote it
 * @param type such as function or api; may be blank
 * @param framework may be blank
 * @param requirements further wishes of the caller, by name
 */
record ProjectRequest(
        String prompt, String language, String type, String framework, Map<String, Object> requirements) {}
