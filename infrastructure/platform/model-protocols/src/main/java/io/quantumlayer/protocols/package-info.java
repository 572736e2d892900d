/**
 * The wire protocols of model APIs: pure functions on bytes, whole and streamed. Here is what all directions share; each
 * direction has a package, named from the client's protocol to the provider's.
 */
@NullMarked
package io.quantumlayer.protocols;

import org.jspecify.annotations.NullMarked;
