package io.quantumlayer.worker.step;

import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.DropRef;
import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.usage.RunBudget;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.RunFacts;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.run.StepTask;
import io.quantumlayer.worker.sandbox.Cancellation;
import io.quantumlayer.worker.signature.DropSignatures;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A step's task with what earlier steps of the run have left. */
public final class StepWork {

    /** Metadata member of the first step's drop that holds the request. */
    public static final String REQUEST = "request";

    /** Metadata member of every step's drop that holds how the step ended. */
    static final String OUTCOME = "outcome";

    private final StepTask task;
    private final DropsClient drops;
    private final DropSignatures signatures;
    private final JsonMapper json;
    private final Cancellation cancellation;
    private final RefusedAnswers refused;
    private final Map<Step, Drop> read = new EnumMap<>(Step.class);
    private final Map<Step, List<DropFile>> readFiles = new EnumMap<>(Step.class);
    private Usage spent;

    StepWork(
            StepTask task,
            DropsClient drops,
            DropSignatures signatures,
            JsonMapper json,
            Cancellation cancellation,
            RefusedAnswers refused) {
        this.task = task;
        this.drops = drops;
        this.signatures = signatures;
        this.json = json;
        this.cancellation = cancellation;
        this.refused = refused;
        this.spent = refused.usage();
    }

    public StepTask task() {
        return task;
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    /** What tells the questions of this step from those whose answers an earlier execution could not use. */
    public String anew() {
        return refused.count() == 0 ? "" : ":anew-" + refused.count();
    }

    /** What the model calls of the step have used, those of failed attempts too. */
    public Usage spent() {
        return spent;
    }

    /** What the step may still use, or {@code null} for no limit. */
    public @Nullable RunBudget budget() {
        return task.budget() == null ? null : task.budget().minus(spent);
    }

    /** Counts what one of its tasks has used in all. */
    public void spend(Usage used) {
        spent = spent.plus(used);
    }

    public GenerationRequest request() {
        GenerationRequest request = task.request();
        return request != null
                ? request
                : json.convertValue(metadata(Step.ENHANCE_PROMPT).get(REQUEST), GenerationRequest.class);
    }

    /** What of the request does not have to be read for. */
    public RunFacts facts() {
        RunFacts facts = task.facts();
        return facts != null ? facts : RunFacts.of(request());
    }

    public boolean has(Step step) {
        return task.drops().containsKey(step.key());
    }

    /** The drop that a step has left; drops do not change, so each is asked for once. */
    public Drop drop(Step step) {
        return read.computeIfAbsent(step, wanted -> {
            Drop drop = drops.drop(ref(wanted).id());
            signatures.keyOf(drop, task.workflowId());
            return drop;
        });
    }

    /** The artifact of a step, read as JSON. */
    public <T> T answer(Step step, Class<T> type) {
        return json.readValue(drop(step).artifact(), type);
    }

    /** The files that a step has left; empty when it has not run. */
    public List<DropFile> files(Step step) {
        return has(step) ? readFiles.computeIfAbsent(step, this::contents) : List.of();
    }

    private List<DropFile> contents(Step step) {
        List<DropFile> contents = drops.contents(ref(step).id());
        signatures.checkFiles(drop(step), contents);
        return contents;
    }

    public Map<String, Object> metadata(Step step) {
        return Objects.requireNonNullElse(drop(step).metadata(), Map.of());
    }

    /** A member of a step's metadata in its own type; empty where there is none. */
    public <T> Optional<T> kept(Step step, String member, Class<T> type) {
        return Optional.ofNullable(metadata(step).get(member)).map(kept -> json.convertValue(kept, type));
    }

    /** How a step ended. */
    public Outcome outcome(Step step) {
        return outcome(drop(step), json);
    }

    static Outcome outcome(Drop drop, JsonMapper json) {
        Map<String, Object> metadata = drop.metadata();
        if (metadata == null || !metadata.containsKey(OUTCOME)) {
            throw new IllegalStateException("the drop " + drop.id() + " has no outcome in its metadata");
        }
        return json.convertValue(metadata.get(OUTCOME), Outcome.class);
    }

    public String write(Object value) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    private DropRef ref(Step step) {
        DropRef ref = task.drops().get(step.key());
        if (ref == null) {
            throw new IllegalStateException(task.step() + " needs the drop of " + step + ", which has not run");
        }
        return ref;
    }
}
