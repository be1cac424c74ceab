package live.danmaku.db.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.ops.Decision;
import live.danmaku.model.ops.DecisionLog;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Decisions in the table {@code decisions}, their inputs as JSON. Recording one again changes nothing. Thread-safe. */
public final class MySqlDecisions implements DecisionLog {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Long>> INPUTS = new TypeReference<>() {};

    private static final int MOST_DELETED = 1_000;

    private final MySqlLink mysql;

    public MySqlDecisions(MySqlLink mysql) {
        this.mysql = mysql;
    }

    @Override
    public CompletionStage<Void> record(Decision decision) {
        return mysql.call(jdbc -> {
            try {
                jdbc.sql("""
                        INSERT INTO decisions (at, kind, subject, value_before, value_after, reason, inputs)
                        VALUES (:at, :kind, :subject, :before, :after, :reason, :inputs)""")
                        .param("at", decision.at())
                        .param("kind", decision.kind())
                        .param("subject", decision.subject())
                        .param("before", decision.before())
                        .param("after", decision.after())
                        .param("reason", decision.reason())
                        .param("inputs", JSON.writeValueAsString(decision.inputs()))
                        .update();
            } catch (DuplicateKeyException e) {
                // An earlier attempt, whose answer was lost, has kept it.
            }
            return null;
        });
    }

    @Override
    public CompletionStage<List<Decision>> list(@Nullable String kind, long before, int limit) {
        String ofKind = kind == null ? "" : "AND kind = :kind ";
        return mysql.call(jdbc -> jdbc.sql("SELECT * FROM decisions WHERE at < :before " + ofKind
                        + "ORDER BY at DESC, kind, subject LIMIT :limit")
                .param("before", before)
                .param("kind", kind)
                .param("limit", limit)
                .query(MySqlDecisions::decision)
                .list());
    }

    /**
     * Deletes all decisions before a time, in ms since 1970, some at a time, so that nobody waits for the table's rows.
     *
     * @return how many those were
     */
    public CompletionStage<Long> deleteBefore(long time) {
        return mysql.call(jdbc -> {
            long all = 0;
            int some;
            do {
                some = jdbc.sql("DELETE FROM decisions WHERE at < :time ORDER BY at LIMIT " + MOST_DELETED)
                        .param("time", time)
                        .update();
                all += some;
            } while (some == MOST_DELETED);
            return all;
        });
    }

    private static Decision decision(ResultSet row, int number) throws SQLException {
        return new Decision(
                row.getLong("at"),
                row.getString("kind"),
                row.getString("subject"),
                row.getString("value_before"),
                row.getString("value_after"),
                row.getString("reason"),
                JSON.readValue(row.getString("inputs"), INPUTS));
    }
}
