package live.danmaku.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A table {@code notes} of one column. */
record MySqlTable(String jdbcUrl, String password) {

    static MySqlTable of(EmbeddedMySql server) {
        return new MySqlTable(server.address(), server.password());
    }

    void insert(String note) throws SQLException {
        run("CREATE TABLE IF NOT EXISTS notes (note VARCHAR(40))");
        run("INSERT INTO notes VALUES ('" + note + "')");
    }

    void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, "danmaku", password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> notes() throws SQLException {
        List<String> notes = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(jdbcUrl, "danmaku", password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT note FROM notes")) {
            while (rows.next()) {
                notes.add(rows.getString(1));
            }
        }
        return notes;
    }
}
