/**
 * What rules find: stubs, weaknesses, slow code. Most rules are queries in files, so that users can add theirs; what a
 * query cannot say is code.
 */
@NullMarked
package io.quantumlayer.parser.findings;

import org.jspecify.annotations.NullMarked;
