package io.quantumlayer.platform.health;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Ready when PostgreSQL answers within two seconds. */
final class DataSourceReadiness implements ReadinessCheck {

    private final DataSource dataSource;

    DataSourceReadiness(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public Optional<String> problem() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(2)
                    ? Optional.empty()
                    : Optional.of("PostgreSQL does not answer; check POSTGRES_URL");
        } catch (SQLException e) {
            return Optional.of("PostgreSQL cannot be reached; check POSTGRES_URL: " + e.getMessage());
        }
    }
}
