@NullMarked
package io.quantumlayer.platform.apidocs;

import org.jspecify.annotations.NullMarked;
