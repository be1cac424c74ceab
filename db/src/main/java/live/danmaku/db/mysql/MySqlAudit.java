package live.danmaku.db.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.ops.AuditEntry;
import live.danmaku.model.ops.AuditLog;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Changes in the table {@code audit}, whose primary key gives the versions. Thread-safe. */
public final class MySqlAudit implements AuditLog {

    private final MySqlLink mysql;

    public MySqlAudit(MySqlLink mysql) {
        this.mysql = mysql;
    }

    @Override
    public CompletionStage<Long> record(AuditEntry entry) {
        return mysql.call(jdbc -> insert(jdbc, entry));
    }

    /** As {@link #record}, as part of what the caller does. */
    static long insert(JdbcClient jdbc, AuditEntry entry) {
        GeneratedKeyHolder version = new GeneratedKeyHolder();
        jdbc.sql("""
                INSERT INTO audit (at, who, what, value_before, value_after, why)
                VALUES (:at, :who, :what, :before, :after, :why)""")
                .param("at", entry.at())
                .param("who", entry.who())
                .param("what", entry.what())
                .param("before", entry.before())
                .param("after", entry.after())
                .param("why", entry.why())
                .update(version);
        return Objects.requireNonNull(version.getKey()).longValue();
    }

    @Override
    public CompletionStage<List<AuditEntry>> list(long below, int limit) {
        return mysql.call(
                jdbc -> jdbc.sql("SELECT * FROM audit WHERE version < :below ORDER BY version DESC LIMIT :limit")
                        .param("below", below)
                        .param("limit", limit)
                        .query(MySqlAudit::entry)
                        .list());
    }

    private static AuditEntry entry(ResultSet row, int number) throws SQLException {
        return new AuditEntry(
                row.getLong("version"),
                row.getLong("at"),
                row.getString("who"),
                row.getString("what"),
                row.getString("value_before"),
                row.getString("value_after"),
                row.getString("why"));
    }
}
