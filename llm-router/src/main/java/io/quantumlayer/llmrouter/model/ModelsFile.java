package io.quantumlayer.llmrouter.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.llmrouter.price.PriceLine;
import io.quantumlayer.platform.yaml.Yaml;
import java.util.List;

/**
 * A catalogue of models, each line with its source and the day on which that said so.
 *
 * @param prices what models cost
 * @param traits what models take
 */
public record ModelsFile(
        @JsonProperty("prices") List<PriceLine> prices,
        @JsonProperty("traits") List<TraitLine> traits) {

    /** The lines that come with the router. */
    public static ModelsFile own() {
        return Yaml.classpath("models.yaml", ModelsFile.class);
    }
}
