package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.project.Frd;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Stage 2: the functional requirements document. */
@Component
final class WriteFrd implements StepHandler {

    private final Roles roles;

    WriteFrd(Roles roles) {
        this.roles = roles;
    }

    @Override
    public Step step() {
        return Step.WRITE_FRD;
    }

    @Override
    public StepResult run(StepWork work) {
        RoleAnswer<Frd> frd = roles.ask(work, "product-owner", Frd.class, Map.of());
        return new StepResult(
                        frd.value().markdown(),
                        Outcome.completed(frd.value().title())
                                .withReasons(OpenQuestions.reasons(frd.value().questions())))
                .with("assumptions", frd.value().assumptions())
                .with("questions", frd.value().questions())
                .with("provenance", frd.provenance());
    }
}
