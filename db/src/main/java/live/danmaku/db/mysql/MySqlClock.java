package live.danmaku.db.mysql;

/** MySQL's time in SQL. */
final class MySqlClock {

    /** In ms since 1970, whatever the time zone; {@code UNIX_TIMESTAMP(NOW())} repeats an hour in autumn. */
    static final String NOW = "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000";

    private MySqlClock() {}
}
