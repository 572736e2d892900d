package io.quantumlayer.llmrouter.route;

import io.quantumlayer.llmrouter.provider.Provider;
import java.util.Set;

/**
 * A model at a provider.
 *
 * @param model id as the provider knows it
 * @param weight share of the calls, against the targets of the same order
 * @param lacks what the model cannot do: requests that ask for it go to others
 * @param order a target is asked when those of a lower order cannot answer
 */
public record Target(Provider provider, String model, int weight, int order, Set<Capability> lacks) {}
