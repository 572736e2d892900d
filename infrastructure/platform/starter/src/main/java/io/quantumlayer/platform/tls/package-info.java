/** TLS of a service's own: a certificate that is replaced while it runs. */
@NullMarked
package io.quantumlayer.platform.tls;

import org.jspecify.annotations.NullMarked;
