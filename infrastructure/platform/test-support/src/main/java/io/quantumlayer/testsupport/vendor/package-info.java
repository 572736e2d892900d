/** Model vendors on a loopback socket: each takes and refuses what its vendor documents, or is publicly reported to refuse. */
@org.jspecify.annotations.NullMarked
package io.quantumlayer.testsupport.vendor;
