/** The files of a project, looked at together. */
@NullMarked
package io.quantumlayer.parser.project;

import org.jspecify.annotations.NullMarked;
