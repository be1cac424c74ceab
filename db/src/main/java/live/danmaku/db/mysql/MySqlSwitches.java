package live.danmaku.db.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.ops.SwitchName;
import live.danmaku.model.ops.SwitchSetting;
import live.danmaku.model.ops.SwitchStore;
import live.danmaku.model.ops.SwitchTable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Switches in the table {@code switches}; names that this version does not know are passed over. Thread-safe. */
public final class MySqlSwitches implements SwitchStore {

    private final MySqlLink mysql;

    public MySqlSwitches(MySqlLink mysql) {
        this.mysql = mysql;
    }

    @Override
    public CompletionStage<SwitchTable> read() {
        return mysql.call(MySqlSwitches::select);
    }

    private static SwitchTable select(JdbcClient jdbc) {
        // One row at least, so that there is always a time.
        return jdbc.sql("SELECT clock.now, switches.* FROM (SELECT " + MySqlClock.NOW
                        + " AS now) AS clock LEFT JOIN switches ON TRUE")
                .query(MySqlSwitches::table);
    }

    private static SwitchTable table(ResultSet rows) throws SQLException {
        Map<SwitchName, SwitchSetting> settings = new EnumMap<>(SwitchName.class);
        long now = 0;
        while (rows.next()) {
            now = rows.getLong("now");
            String wireName = rows.getString("name");
            if (wireName != null) {
                SwitchName name = SwitchName.find(wireName).orElse(null);
                if (name != null) {
                    settings.put(name, setting(name, rows));
                }
            }
        }
        return new SwitchTable(now, settings);
    }

    private static SwitchSetting setting(SwitchName name, ResultSet row) throws SQLException {
        return new SwitchSetting(
                name,
                row.getObject("value", Long.class),
                row.getLong("until"),
                row.getLong("version"),
                row.getString("who"),
                row.getString("why"));
    }

    @Override
    public CompletionStage<Void> put(SwitchSetting setting) {
        return mysql.call(jdbc -> upsert(jdbc, setting)).thenAccept(changed -> {});
    }

    private static int upsert(JdbcClient jdbc, SwitchSetting setting) {
        // The version is compared before it is set, because it is set last.
        return jdbc.sql("""
                INSERT INTO switches (name, value, until, version, who, why)
                VALUES (:name, :value, :until, :version, :who, :why) AS added
                ON DUPLICATE KEY UPDATE
                  value = IF(added.version > switches.version, added.value, switches.value),
                  until = IF(added.version > switches.version, added.until, switches.until),
                  who = IF(added.version > switches.version, added.who, switches.who),
                  why = IF(added.version > switches.version, added.why, switches.why),
                  version = GREATEST(added.version, switches.version)""")
                .param("name", setting.name().wireName())
                .param("value", setting.value())
                .param("until", setting.until())
                .param("version", setting.version())
                .param("who", setting.who())
                .param("why", setting.why())
                .update();
    }
}
