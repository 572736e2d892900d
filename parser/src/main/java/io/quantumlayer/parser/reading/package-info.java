/** Reads the files of requests: which language, how large, how long, on which threads. */
@NullMarked
package io.quantumlayer.parser.reading;

import org.jspecify.annotations.NullMarked;
