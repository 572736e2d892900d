/** The structured answers of the roles: each record has a JSON Schema of the same name under schemas/. */
@NullMarked
package io.quantumlayer.contracts.project;

import org.jspecify.annotations.NullMarked;
