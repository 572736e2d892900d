/** YAML files read strictly into records. */
@NullMarked
package io.quantumlayer.llmrouter.yaml;

import org.jspecify.annotations.NullMarked;
