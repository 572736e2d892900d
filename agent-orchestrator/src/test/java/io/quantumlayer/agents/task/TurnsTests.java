package io.quantumlayer.agents.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnsTests {

    private final Turns turns = new Turns(1);
    private final List<String> served = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void anOwnerWithOneInputDoesNotWaitForAllOfAnother() throws InterruptedException {
        turns.enter("flood");
        for (int i = 0; i < 20; i++) {
            waits("flood");
        }
        waits("single");

        serveAll();

        assertThat(served).hasSize(21).startsWith("flood", "single", "flood");
        assertThat(turns.taken()).isZero();
    }

    @Test
    void ownersWithManyTakeTurns() throws InterruptedException {
        turns.enter("a");
        for (String owner : new String[] {"a", "a", "a", "b", "b", "c"}) {
            waits(owner);
        }

        serveAll();

        assertThat(served).containsExactly("a", "b", "c", "a", "b", "a");
    }

    @Test
    void whoGivesUpHoldsNoPlace() throws InterruptedException {
        turns.enter("a");
        waits("a");
        waits("b");
        threads.getFirst().interrupt();
        threads.getFirst().join();

        serveAll();

        assertThat(served).containsExactly("b");
        assertThat(turns.taken()).isZero();
    }

    private void serveAll() throws InterruptedException {
        turns.leave();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Returns once it waits: the order of arrival is that of the calls. */
    private void waits(String owner) {
        Thread thread = new Thread(() -> {
            try {
                turns.enter(owner);
                served.add(owner);
                turns.leave();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        threads.add(thread);
        await().until(() -> thread.getState() == Thread.State.WAITING);
    }
}
