package io.quantumlayer.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationRulesTests {

    private static final String FIRST_SHA256 = "06975afb4897da0560bccee1ca41f37e4f74ac999d4e27b59211e71854b41a83";

    @TempDir
    private Path directory;

    @BeforeEach
    void release() throws IOException {
        Files.createDirectory(directory.resolve("migration"));
        write("V1__first.sql", "create table books (id text primary key);");
        Files.writeString(directory.resolve("released.sha256"), FIRST_SHA256 + "  V1__first.sql\n");
    }

    @Test
    void releasedMigrationStays() {
        assertThat(broken()).isEmpty();
    }

    @Test
    void releasedMigrationMustNotChange() throws IOException {
        write("V1__first.sql", "create table books (id bigint primary key);");

        assertThat(broken()).singleElement().asString().contains("V1__first.sql", "must not change");
    }

    @Test
    void releasedMigrationMustNotGo() throws IOException {
        Files.delete(directory.resolve("migration/V1__first.sql"));

        assertThat(broken()).singleElement().asString().contains("V1__first.sql", "must stay");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE shelves (id text PRIMARY KEY, depth integer NOT NULL);",
                "create index books_newest on books (id desc); -- drop it later",
                "alter table books add column pages integer;",
                "alter table books add pages integer not null default 0;",
                "alter table books add column pages integer, add column title text;",
                "alter table books add column pages integer;\nupdate books set pages = 1;"
            })
    void newMigrationMayAdd(String sql) throws IOException {
        write("V2__second.sql", sql);

        assertThat(broken()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table books;",
                "alter table books drop column id;",
                "ALTER TABLE books\n  ADD COLUMN pages integer,\n  DROP COLUMN id;",
                "alter table books rename column id to isbn;",
                "alter table books rename to works;",
                "alter table books alter column id type bigint;",
                "alter table books add column pages integer not null;",
                "alter table books add column isbn text unique;",
                "alter table books add constraint named check (id <> '');",
                "alter table books add primary key (id);",
                "alter table books add column isbn text unique default '';",
                "create unique index one on books (id);",
                "truncate books;",
                "delete from books;",
                "create table shelves (id text); drop table books;"
            })
    void newMigrationMustNotTakeAway(String sql) throws IOException {
        write("V2__second.sql", sql);

        assertThat(broken()).singleElement().asString().contains("V2__second.sql", "contract");
    }

    @Test
    void migrationThatSaysWhoStoppedUsingItMayTakeAway() throws IOException {
        write("V2__second.sql", "-- contract: 1.2.0 reads and writes no id\nalter table books drop column id;");

        assertThat(broken()).isEmpty();
    }

    private List<String> broken() {
        return MigrationRules.broken(directory.resolve("migration"), directory.resolve("released.sha256"));
    }

    private void write(String name, String sql) throws IOException {
        Files.writeString(directory.resolve("migration").resolve(name), sql);
    }
}
