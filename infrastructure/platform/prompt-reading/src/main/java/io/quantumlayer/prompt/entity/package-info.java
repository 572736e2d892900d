/** The grammar of the statements by which a prompt names entities, their attributes and their references. */
@NullMarked
package io.quantumlayer.prompt.entity;

import org.jspecify.annotations.NullMarked;
