package io.quantumlayer.platform.health;

import java.util.Optional;

/** Something that the service cannot answer without. Checks may block for up to two seconds. */
public interface ReadinessCheck {

    /** What is checked, such as {@code postgresql}. */
    String name();

    /** Why the service is not ready, naming the setting to look at; empty when it is. */
    Optional<String> problem();
}
