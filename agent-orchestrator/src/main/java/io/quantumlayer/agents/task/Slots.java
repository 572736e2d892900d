package io.quantumlayer.agents.task;

import io.quantumlayer.agents.role.Role;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Bounds how many inputs each role works on at once with a model in this process; owners are served in turn. */
@Component
public final class Slots {

    private final Map<String, Map<String, Turns>> rooms = new ConcurrentHashMap<>();
    private final Map<String, Instant> lastActive = new ConcurrentHashMap<>();

    <T> T in(Role role, String model, String owner, int size, Halt halt, Callable<T> work) throws Exception {
        Turns room = rooms.computeIfAbsent(role.name(), name -> new ConcurrentHashMap<>())
                .computeIfAbsent(model, name -> new Turns(size));
        halt.beforeWork(() -> {
            room.enter(owner);
            return null;
        });
        try {
            lastActive.put(role.name(), Instant.now());
            return work.call();
        } finally {
            room.leave();
        }
    }

    /** Inputs that a role is working on. */
    public int busy(Role role) {
        return rooms.getOrDefault(role.name(), Map.of()).values().stream()
                .mapToInt(Turns::taken)
                .sum();
    }

    /** When a role last began to work on an input, in this process. */
    public Optional<Instant> lastActive(Role role) {
        return Optional.ofNullable(lastActive.get(role.name()));
    }
}
