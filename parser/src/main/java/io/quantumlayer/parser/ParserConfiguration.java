package io.quantumlayer.parser;

import io.quantumlayer.parser.findings.Findings;
import io.quantumlayer.parser.imports.ImportOrigins;
import io.quantumlayer.parser.reading.SourceLimits;
import io.quantumlayer.parser.reading.SourceReader;
import io.quantumlayer.parser.syntax.SyntaxParser;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ParserConfiguration {

    @Bean
    SyntaxParser syntaxParser(ParserProperties properties) {
        return new SyntaxParser(properties.nativeDirectory());
    }

    @Bean
    SourceLimits sourceLimits(ParserProperties properties) {
        return new SourceLimits(properties.fileLimit(), properties.projectLimit(), properties.timeLimit());
    }

    @Bean
    SourceReader sourceReader(SyntaxParser parser, SourceLimits limits, ParserProperties properties) {
        return new SourceReader(parser, limits, properties.effectiveWorkers());
    }

    @Bean
    Findings findings(SyntaxParser parser, ParserProperties properties) {
        return new Findings(parser, properties.rulesDirectory());
    }

    @Bean
    ImportOrigins importOrigins() {
        return new ImportOrigins();
    }
}
