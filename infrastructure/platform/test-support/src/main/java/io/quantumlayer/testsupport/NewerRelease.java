package io.quantumlayer.testsupport;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * Migrates a schema as the next release would, before this release starts on it. Without the system property
 * {@code newer.release}, which names a checkout of that release, every table gets columns that this release does not know.
 */
final class NewerRelease {

    private static final @Nullable String CHECKOUT = System.getProperty("newer.release");

    private NewerRelease() {}

    static void migrate(TestDatabase database, String schema) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .schemas(schema)
                .defaultSchema(schema)
                .locations(locations())
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }

    private static String[] locations() {
        if (CHECKOUT == null) {
            return new String[] {"classpath:db/migration", "classpath:newer-release"};
        }
        Path module = Path.of("").toAbsolutePath().getFileName();
        return new String[] {"filesystem:" + Path.of(CHECKOUT, module.toString(), "src/main/resources/db/migration")};
    }
}
