package io.quantumlayer.worker.sandbox;

import java.util.concurrent.atomic.AtomicInteger;

/** Finds no node, ever. */
public final class FakeSandbox implements Sandbox {

    private final AtomicInteger starts = new AtomicInteger();

    AtomicInteger starts() {
        return starts;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public boolean mayRecover() {
        return true;
    }

    @Override
    public Running start(Command command, Cancellation cancellation) {
        starts.incrementAndGet();
        throw new SandboxUnavailableException("no node took the Job's pod");
    }
}
