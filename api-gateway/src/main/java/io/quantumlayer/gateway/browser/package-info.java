/** What browsers are told: security headers, cross-origin requests. */
@NullMarked
package io.quantumlayer.gateway.browser;

import org.jspecify.annotations.NullMarked;
