/** What the reports of test runners say, and whether a run came to its own end. */
@NullMarked
package io.quantumlayer.worker.check.report;

import org.jspecify.annotations.NullMarked;
