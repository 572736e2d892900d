package io.quantumlayer.agents.task;

import io.quantumlayer.agents.role.Role;
import io.quantumlayer.agents.role.Roles;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Bounds how many inputs each role works on at once in this process; who comes first is served first. */
@Component
public final class Slots {

    private final Map<String, Semaphore> free;
    private final Map<String, Instant> lastActive = new ConcurrentHashMap<>();

    Slots(Roles roles) {
        free = roles.all().stream()
                .collect(Collectors.toMap(
                        Role::name, role -> new Semaphore(role.limits().concurrency(), true)));
    }

    <T> T in(Role role, Callable<T> work) throws Exception {
        Semaphore slots = slots(role);
        slots.acquire();
        try {
            lastActive.put(role.name(), Instant.now());
            return work.call();
        } finally {
            slots.release();
        }
    }

    /** Inputs that a role is working on. */
    public int busy(Role role) {
        return role.limits().concurrency() - slots(role).availablePermits();
    }

    /** When a role last began to work on an input, in this process. */
    public Optional<Instant> lastActive(Role role) {
        return Optional.ofNullable(lastActive.get(role.name()));
    }

    private Semaphore slots(Role role) {
        Semaphore slots = free.get(role.name());
        if (slots == null) {
            throw new IllegalArgumentException("There is no role " + role.name() + ".");
        }
        return slots;
    }
}
