package io.quantumlayer.agents.task;

import io.quantumlayer.agents.role.Role;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Bounds how many inputs each role works on at once with a model in this process; who comes first is served first. */
@Component
public final class Slots {

    private final Map<String, Map<String, Room>> rooms = new ConcurrentHashMap<>();
    private final Map<String, Instant> lastActive = new ConcurrentHashMap<>();

    private record Room(Semaphore free, int size) {}

    <T> T in(Role role, String model, int size, Halt halt, Callable<T> work) throws Exception {
        Room room = rooms.computeIfAbsent(role.name(), name -> new ConcurrentHashMap<>())
                .computeIfAbsent(model, name -> new Room(new Semaphore(size, true), size));
        halt.beforeWork(() -> {
            room.free.acquire();
            return null;
        });
        try {
            lastActive.put(role.name(), Instant.now());
            return work.call();
        } finally {
            room.free.release();
        }
    }

    /** Inputs that a role is working on. */
    public int busy(Role role) {
        return rooms.getOrDefault(role.name(), Map.of()).values().stream()
                .mapToInt(room -> room.size - room.free.availablePermits())
                .sum();
    }

    /** When a role last began to work on an input, in this process. */
    public Optional<Instant> lastActive(Role role) {
        return Optional.ofNullable(lastActive.get(role.name()));
    }
}
