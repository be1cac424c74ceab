package live.danmaku.db.mysql;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where MySQL is.
 *
 * @param url such as {@code jdbc:mysql://host:3306/danmaku}
 * @param connections how many connections, and threads that wait on them, at most
 */
@ConfigurationProperties("danmaku.mysql")
public record MySqlSettings(
        String url,
        @DefaultValue("danmaku") String user,
        @DefaultValue("") String password,
        @DefaultValue("8") int connections) {

    @Override
    public String toString() {
        return "MySqlSettings[url=%s, user=%s, connections=%d]".formatted(url, user, connections);
    }
}
