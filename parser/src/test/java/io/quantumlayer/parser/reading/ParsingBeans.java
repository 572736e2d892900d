package io.quantumlayer.parser.reading;

import io.quantumlayer.parser.findings.Findings;
import io.quantumlayer.parser.imports.ImportOrigins;
import io.quantumlayer.parser.syntax.Trees;
import java.time.Duration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.util.unit.DataSize;

/** What the controllers need, with small limits. */
@TestConfiguration(proxyBeanMethods = false)
public class ParsingBeans {

    @Bean
    SourceLimits sourceLimits() {
        return new SourceLimits(DataSize.ofKilobytes(64), DataSize.ofKilobytes(128), Duration.ofSeconds(30));
    }

    @Bean
    SourceReader sourceReader(SourceLimits limits) {
        return new SourceReader(Trees.PARSER, limits, 2);
    }

    @Bean
    Findings findings() {
        return new Findings(Trees.PARSER, null);
    }

    @Bean
    ImportOrigins importOrigins() {
        return new ImportOrigins();
    }
}
