package io.quantumlayer.quantumdrop.drops;

import io.quantumlayer.contracts.workflow.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Which stage comes after which: the twelve in their order, then the completion. Other stages have no place. */
public final class StageOrder {

    /** Stage of the drop that sums the run up. */
    public static final String COMPLETION = "completion";

    private static final List<String> ORDER = Stream.concat(
                    Arrays.stream(Stage.values()).map(Stage::key), Stream.of(COMPLETION))
            .toList();

    private StageOrder() {}

    static boolean isKnown(String stage) {
        return ORDER.contains(stage);
    }

    /** Stages after this one; none when it has no place in the order. */
    static List<String> after(String stage) {
        int position = ORDER.indexOf(stage);
        return position < 0 ? List.of() : ORDER.subList(position + 1, ORDER.size());
    }
}
