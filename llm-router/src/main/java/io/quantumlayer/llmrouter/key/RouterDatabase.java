package io.quantumlayer.llmrouter.key;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The PostgreSQL database that routers share. No {@code DataSource} among the beans: this service is ready, and answers,
 * also while the database is away. Blocks; not for event loops.
 */
public final class RouterDatabase implements AutoCloseable {

    private static final String SCHEMA = "llm_router";

    private final UUID router = UUID.randomUUID();
    private final HikariDataSource dataSource;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private boolean migrated;

    RouterDatabase(KeyProperties.Database settings, MeterRegistry meters) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("llm-router");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.username());
        config.setPassword(settings.password());
        config.setSchema(SCHEMA);
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(2_000);
        config.setInitializationFailTimeout(-1);
        // A database that has gone without a word must not hold the leases' thread for ever.
        config.addDataSourceProperty("connectTimeout", 2);
        config.addDataSourceProperty("socketTimeout", 10);
        config.setMetricRegistry(meters);
        dataSource = new HikariDataSource(config);
        jdbc = JdbcClient.create(dataSource);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    }

    /** Id of this process among those that share the database. */
    public UUID router() {
        return router;
    }

    /**
     * Does work in a transaction, once the schema is as it should be.
     *
     * @throws org.springframework.dao.DataAccessException if the database does not answer or refuses the work
     * @throws org.springframework.transaction.TransactionException likewise
     */
    public <T> T inTransaction(Function<JdbcClient, T> work) {
        migrate();
        T result = transactions.execute(status -> work.apply(jdbc));
        if (result == null) {
            throw new IllegalStateException("the transaction has no result");
        }
        return result;
    }

    private synchronized void migrate() {
        if (!migrated) {
            try {
                Flyway.configure()
                        .dataSource(dataSource)
                        .schemas(SCHEMA)
                        .defaultSchema(SCHEMA)
                        .load()
                        .migrate();
            } catch (FlywayException failed) {
                throw new DataAccessResourceFailureException("The schema could not be migrated", failed);
            }
            migrated = true;
        }
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
