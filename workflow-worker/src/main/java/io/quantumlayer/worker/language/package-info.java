/** Language profiles: how a project of a language is laid out, built and tested. */
@NullMarked
package io.quantumlayer.worker.language;

import org.jspecify.annotations.NullMarked;
