package io.quantumlayer.llmrouter.key;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where virtual keys come from.
 *
 * @param file YAML file with hashed keys; without it no key is needed
 */
@ConfigurationProperties("quantumlayer.router.keys")
public record KeyProperties(@Nullable Path file) {}
