package io.quantumlayer.agents.role;

import io.quantumlayer.platform.model.CallLimits;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Roles for tests. */
public final class RoleFixtures {

    private RoleFixtures() {}

    /** The roles of the service. */
    public static Roles roles() {
        return new Roles(new RoleProperties("classpath*:roles/*.yaml", ""), new PathMatchingResourcePatternResolver());
    }

    /** The developer with other limits. */
    public static Role developer(int maxTokens, String timeout, int concurrency) {
        return new Role(
                "developer",
                "Writes a file.",
                "developer",
                AnswerSchema.load("source_file"),
                new CallLimits(maxTokens, 0.1, timeout, concurrency));
    }
}
