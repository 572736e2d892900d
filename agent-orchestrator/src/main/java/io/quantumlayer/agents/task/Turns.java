package io.quantumlayer.agents.task;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;

/**
 * Places that owners take in turn: of those who wait the next is served, however many of its inputs wait, and within one
 * owner who comes first.
 */
final class Turns {

    private final int size;
    private final SequencedMap<String, Queue<Waiter>> waiting = new LinkedHashMap<>();
    private int free;

    Turns(int size) {
        this.size = size;
        this.free = size;
    }

    private static final class Waiter {

        private boolean served;
    }

    /** Waits for a place; {@link #leave()} gives it back. */
    synchronized void enter(String owner) throws InterruptedException {
        if (free > 0) {
            free--;
            return;
        }
        Waiter waiter = new Waiter();
        waiting.computeIfAbsent(owner, _ -> new ArrayDeque<>()).add(waiter);
        try {
            while (!waiter.served) {
                wait();
            }
        } catch (InterruptedException e) {
            if (waiter.served) {
                leave();
            } else {
                forget(owner, waiter);
            }
            throw e;
        }
    }

    private void forget(String owner, Waiter waiter) {
        waiting.computeIfPresent(owner, (_, waiters) -> {
            waiters.remove(waiter);
            return waiters.isEmpty() ? null : waiters;
        });
    }

    /** Gives a place back, to the owner who has waited longest for a turn. */
    synchronized void leave() {
        if (waiting.isEmpty()) {
            free++;
            return;
        }
        Map.Entry<String, Queue<Waiter>> first = waiting.firstEntry();
        String next = first.getKey();
        Queue<Waiter> waiters = first.getValue();
        waiting.remove(next);
        waiters.remove().served = true;
        if (!waiters.isEmpty()) {
            // Behind all others: its next turn is after theirs.
            waiting.put(next, waiters);
        }
        notifyAll();
    }

    /** Places that are taken. */
    synchronized int taken() {
        return size - free;
    }
}
