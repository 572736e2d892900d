package io.quantumlayer.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestDatabaseIT {

    @Test
    void eachDatabaseIsEmptyAndItsOwn() throws SQLException {
        TestDatabase first = TestDatabase.create();
        TestDatabase second = TestDatabase.create();
        execute(first, "CREATE TABLE only_here (id int)");

        assertThat(tables(first)).isEqualTo(1);
        assertThat(tables(second)).isZero();
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database)) {
            connection.createStatement().execute(sql);
        }
    }

    private static int tables(TestDatabase database) throws SQLException {
        try (Connection connection = connect(database);
                var result = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")) {
            result.next();
            return result.getInt(1);
        }
    }

    private static Connection connect(TestDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
