package io.quantumlayer.metaprompt.template;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The versions of all templates, and where the label {@code production} points. */
@Repository
class TemplateStore {

    private static final String VERSIONS = """
            select v.name, v.version, v.sha256, v.text, v.created_at,
                   array(select l.label from template_labels l
                         where l.name = v.name and l.version = v.version order by l.label) as labels
            from template_versions v
            """;

    private final JdbcClient jdbc;

    TemplateStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Lets {@code production} point at a text: at the version that already has it, else at a new one.
     * Two replicas that start together wait for each other at the row of the name.
     *
     * @return version that {@code production} points at
     */
    @Transactional
    public int publish(String name, String sha256, String text) {
        jdbc.sql("insert into templates (name) values (?) on conflict do nothing")
                .param(name)
                .update();
        jdbc.sql("select name from templates where name = ? for update")
                .param(name)
                .query(String.class)
                .single();
        int version = versionOf(name, sha256).orElseGet(() -> add(name, sha256, text));
        jdbc.sql("""
                        insert into template_labels (name, label, version) values (?, 'production', ?)
                        on conflict (name, label) do update set version = excluded.version
                        """).param(name).param(version).update();
        return version;
    }

    private Optional<Integer> versionOf(String name, String sha256) {
        return jdbc.sql("select version from template_versions where name = ? and sha256 = ?")
                .param(name)
                .param(sha256)
                .query(Integer.class)
                .optional();
    }

    private int add(String name, String sha256, String text) {
        return jdbc.sql("""
                        insert into template_versions (name, version, sha256, text)
                        select :name, coalesce(max(version), 0) + 1, :sha256, :text
                        from template_versions where name = :name
                        returning version
                        """)
                .param("name", name)
                .param("sha256", sha256)
                .param("text", text)
                .query(Integer.class)
                .single();
    }

    List<String> names() {
        return jdbc.sql("select name from templates order by name")
                .query(String.class)
                .list();
    }

    Optional<TemplateVersion> production(String name) {
        return jdbc.sql(VERSIONS + """
                        join template_labels p using (name, version)
                        where v.name = ? and p.label = 'production'
                        """)
                .param(name)
                .query(TemplateStore::version)
                .optional();
    }

    Optional<TemplateVersion> version(String name, int version) {
        return jdbc.sql(VERSIONS + "where v.name = ? and v.version = ?")
                .param(name)
                .param(version)
                .query(TemplateStore::version)
                .optional();
    }

    /** All versions, the newest first. */
    List<TemplateVersion> versions(String name) {
        return jdbc.sql(VERSIONS + "where v.name = ? order by v.version desc")
                .param(name)
                .query(TemplateStore::version)
                .list();
    }

    private static TemplateVersion version(ResultSet row, int number) throws SQLException {
        Array labels = row.getArray("labels");
        return new TemplateVersion(
                row.getString("name"),
                row.getInt("version"),
                row.getString("sha256"),
                row.getString("text"),
                List.of((String[]) labels.getArray()),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
