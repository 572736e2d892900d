package io.quantumlayer.llmrouter.route;

import io.quantumlayer.llmrouter.provider.Provider;

/**
 * A model at a provider.
 *
 * @param model id as the provider knows it
 * @param weight share of the calls, against the targets of the same order
 * @param order a target is asked when those of a lower order cannot answer
 */
public record Target(Provider provider, String model, int weight, int order) {}
