package io.quantumlayer.llmrouter.route;

import java.time.Duration;

/**
 * How long a call may wait.
 *
 * @param connect for a connection
 * @param firstByte for the first byte of an answer that counts: the first content of a stream, the whole of an answer
 *     that is not streamed
 * @param idle between two parts of a stream
 * @param total for the call with all its attempts
 */
public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {}
