/** Rules about packages and classes that the tests of every module check. */
@NullMarked
package io.quantumlayer.architecture;

import org.jspecify.annotations.NullMarked;
