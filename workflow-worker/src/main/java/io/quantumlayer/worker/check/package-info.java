/** Builds and tests projects in the sandbox so that what they report can be believed. */
@NullMarked
package io.quantumlayer.worker.check;

import org.jspecify.annotations.NullMarked;
