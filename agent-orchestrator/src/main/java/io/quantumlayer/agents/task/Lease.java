package io.quantumlayer.agents.task;

import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Keeps the lease of a task alive for as long as its work goes on. */
final class Lease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final int RENEWALS = 3;

    private final TaskStore store;
    private final TaskKey task;
    private final UUID holder;
    private final Duration length;
    private final Thread renewal;

    Lease(TaskStore store, TaskKey task, UUID holder, Duration length) {
        this.store = store;
        this.task = task;
        this.holder = holder;
        this.length = length;
        this.renewal = Thread.ofVirtual().name("lease-" + task.id()).start(this::renew);
    }

    private void renew() {
        try {
            boolean held = true;
            while (held) {
                Thread.sleep(length.dividedBy(RENEWALS));
                held = renewed();
            }
            LOG.warn("Task {} has been taken over by another holder", task.id());
        } catch (InterruptedException e) {
            // The work is done: there is nothing left to renew.
            Thread.currentThread().interrupt();
        }
    }

    private boolean renewed() {
        try {
            return store.renew(task, holder, length);
        } catch (DataAccessException e) {
            LOG.warn("The lease of task {} could not be renewed; trying again", task.id(), e);
            return true;
        }
    }

    @Override
    public void close() {
        renewal.interrupt();
    }
}
