/** YAML files read strictly into records. */
@NullMarked
package io.quantumlayer.platform.yaml;

import org.jspecify.annotations.NullMarked;
