/** How the tests of a project are run so that their report can be believed. */
@NullMarked
package io.quantumlayer.worker.check;

import org.jspecify.annotations.NullMarked;
