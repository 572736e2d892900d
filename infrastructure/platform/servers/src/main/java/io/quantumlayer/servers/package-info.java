/** Real servers for one machine: PostgreSQL from its embedded binaries, Temporal from its pinned release. */
@NullMarked
package io.quantumlayer.servers;

import org.jspecify.annotations.NullMarked;
