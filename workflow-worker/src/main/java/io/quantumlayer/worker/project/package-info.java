/** The generated project: its files, its manifest, what its tests cover. */
@NullMarked
package io.quantumlayer.worker.project;

import org.jspecify.annotations.NullMarked;
