package io.quantumlayer.agents.role;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/** All roles, read at start; a broken file stops the start. */
@Component
public final class Roles {

    private final SortedMap<String, Role> roles = new TreeMap<>();

    Roles(RoleProperties properties, ResourcePatternResolver resources) {
        RoleReader reader = new RoleReader();
        try {
            for (Resource file : resources.getResources(properties.location())) {
                Role role = reader.read(
                        Objects.requireNonNull(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8));
                roles.put(role.name(), role);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Role files cannot be read: " + properties.location(), e);
        }
        if (roles.isEmpty()) {
            throw new BrokenRoleException(properties.location(), List.of("there is no file"));
        }
    }

    public Optional<Role> find(String name) {
        return Optional.ofNullable(roles.get(name));
    }

    /** Names in alphabetical order. */
    public Collection<String> names() {
        return roles.keySet();
    }

    /** Roles in the order of their names. */
    public Collection<Role> all() {
        return roles.values();
    }
}
