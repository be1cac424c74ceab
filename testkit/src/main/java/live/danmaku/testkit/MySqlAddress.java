package live.danmaku.testkit;

/** Where a MySQL is found. The user may create further databases whose names begin with {@code danmaku}. */
public record MySqlAddress(String jdbcUrl, String user, String password) {}
