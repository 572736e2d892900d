package io.quantumlayer.llmrouter.key;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Whether routers share a database: only then anything of JDBC starts. */
public final class DatabaseConfigured implements Condition {

    private static final String URL = "quantumlayer.router.keys.database.url";

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return StringUtils.hasText(context.getEnvironment().getProperty(URL));
    }
}
