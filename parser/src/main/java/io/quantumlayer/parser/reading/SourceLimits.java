package io.quantumlayer.parser.reading;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * What requests may ask for.
 *
 * @param file bytes of UTF-8 in one file
 * @param project bytes of UTF-8 in all files of a request
 * @param time wall-clock time for one file
 */
public record SourceLimits(DataSize file, DataSize project, Duration time) {}
