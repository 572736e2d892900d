/** By which host name a service is called: whoever comes by another one is a web page that had its name point here. */
@NullMarked
package io.quantumlayer.platform.host;

import org.jspecify.annotations.NullMarked;
