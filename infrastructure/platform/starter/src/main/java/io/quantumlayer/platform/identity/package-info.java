/** The caller's identity: a short-lived token of the gateway, checked by every service behind it. */
@NullMarked
package io.quantumlayer.platform.identity;

import org.jspecify.annotations.NullMarked;
