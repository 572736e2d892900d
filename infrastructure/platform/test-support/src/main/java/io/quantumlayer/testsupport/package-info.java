/** What the tests of several services share. */
@NullMarked
package io.quantumlayer.testsupport;

import org.jspecify.annotations.NullMarked;
