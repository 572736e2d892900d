package io.quantumlayer.llmrouter.provider;

import static io.quantumlayer.llmrouter.provider.RequestClass.BATCH;
import static io.quantumlayer.llmrouter.provider.RequestClass.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsTests {

    private final Slots slots = new Slots(8);
    private long now = System.nanoTime();

    @Test
    void givesInteractiveCallsEveryPlace() {
        assertThat(taken(INTERACTIVE, 20)).isEqualTo(8);
    }

    @Test
    void keepsAQuarterFreeOfBatchCalls() {
        assertThat(taken(BATCH, 20)).isEqualTo(6);
        assertThat(taken(INTERACTIVE, 20)).isEqualTo(2);
    }

    @Test
    void keepsFreeWhatInteractiveCallsHaveNeededAtOnce() {
        assertThat(taken(INTERACTIVE, 5)).isEqualTo(5);
        for (int i = 0; i < 5; i++) {
            slots.give(INTERACTIVE, now);
        }

        assertThat(taken(BATCH, 20)).isEqualTo(3);
        assertThat(taken(INTERACTIVE, 5)).isEqualTo(5);
    }

    @Test
    void givesBatchCallsMoreWhenInteractiveCallsHaveNotComeForAWhile() {
        taken(INTERACTIVE, 8);
        for (int i = 0; i < 8; i++) {
            slots.give(INTERACTIVE, now);
        }
        assertThat(taken(BATCH, 20)).isZero();
        List<String> granted = new ArrayList<>();
        Slots.Waiter waiter = slots.await(BATCH, () -> granted.add("waiter"));

        now += Duration.ofSeconds(21).toNanos();
        waiter.look(now);

        assertThat(granted).containsExactly("waiter");
        assertThat(taken(BATCH, 20)).isEqualTo(5);
    }

    @Test
    void letsInteractiveCallsThatWaitGoFirst() {
        taken(BATCH, 6);
        taken(INTERACTIVE, 2);
        List<String> granted = new ArrayList<>();
        slots.await(BATCH, () -> granted.add("batch"));
        slots.await(INTERACTIVE, () -> granted.add("interactive"));

        slots.give(BATCH, now);
        assertThat(granted).containsExactly("interactive");

        slots.give(BATCH, now);
        assertThat(granted).as("the interactive peak is 3 by now").containsExactly("interactive", "batch");
    }

    @Test
    void tellsAWaiterThatLeavesWhetherItHasAPlaceAlready() {
        taken(INTERACTIVE, 8);
        Slots.Waiter early = slots.await(INTERACTIVE, () -> {});
        Slots.Waiter late = slots.await(INTERACTIVE, () -> {});
        slots.give(INTERACTIVE, now);

        assertThat(early.leave()).isFalse();
        assertThat(late.leave()).isTrue();
        slots.give(INTERACTIVE, now);
        assertThat(taken(INTERACTIVE, 2)).isEqualTo(1);
    }

    @Test
    void letsBatchCallsUseTheOnlyPlaceWhereNobodyElseWantsIt() {
        assertThat(new Slots(1).take(BATCH, now)).isTrue();
    }

    private int taken(RequestClass kind, int wanted) {
        int taken = 0;
        for (int i = 0; i < wanted; i++) {
            taken += slots.take(kind, now) ? 1 : 0;
        }
        return taken;
    }
}
