package io.quantumlayer.agents.task;

import io.quantumlayer.agents.role.Role;
import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.platform.model.CallLimits;
import org.jspecify.annotations.Nullable;

/**
 * For whom a model is asked.
 *
 * @param limits of the role when it asks this model
 * @param origin the run, the step and the round that it is done for; {@code null} for none
 * @param numbers of the calls that it takes
 * @param model as the caller of the task names it
 * @param halt what the task's other work may end the waiting by
 */
record Commission(
        Role role,
        CallLimits limits,
        @Nullable CallOrigin origin,
        CallNumbers numbers,
        String model,
        Budget budget,
        Halt halt) {

    /** The same with an answer as long as the model can give. */
    Commission withMoreRoom() {
        CallLimits wider = new CallLimits(null, limits.temperature(), limits.timeoutText(), limits.concurrency());
        return new Commission(role, wider, origin, numbers, model, budget, halt);
    }
}
