package io.quantumlayer.contracts.workflow;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The durable run of twelve stages. */
@WorkflowInterface
public interface ExtendedCodeGenerationWorkflow {

    /** Task queue of workflows and of every activity that does not execute generated code. */
    String TASK_QUEUE = "code-generation";

    /** Task queue of the activities that execute generated code in a sandbox. */
    String VERIFICATION_TASK_QUEUE = "verification";

    /** What precedes the request id in a workflow id. */
    String ID_PREFIX = "extended-code-gen-";

    /** Runs the stages and returns references to what they left, never contents. */
    @WorkflowMethod(name = "ExtendedCodeGenerationWorkflow")
    RunOutcome generate(GenerationRequest request);

    /** Where the run stands, stage by stage. */
    @QueryMethod
    RunProgress progress();
}
