package live.danmaku.db.mysql;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where MySQL is, and how long it is waited for. Gifts and the archive have connections of their own, so that neither
 * takes them from everything else, and one that is held up holds up only its own.
 *
 * @param url such as {@code jdbc:mysql://host:3306/danmaku}
 * @param connections how many connections, and threads that wait on them, at most
 * @param ledgerConnections the same for gifts
 * @param archiveConnections the same for the archive
 * @param startWithin how long a process that starts tries to reach the server; a refusal, of a password for one, ends
 *     it at once
 * @param connectWithin after which connecting has failed
 * @param answerWithin after which a statement has failed and its connection is given up; more than {@code lockWait}
 * @param archiveAnswerWithin the same for the archive, which counts all rows of a room in one statement
 * @param lockWait how long a statement waits for a row that another transaction holds, at least 1 s
 */
@ConfigurationProperties("danmaku.mysql")
public record MySqlSettings(
        String url,
        @DefaultValue("danmaku") String user,
        @DefaultValue("") String password,
        @DefaultValue("8") int connections,
        @DefaultValue("4") int ledgerConnections,
        @DefaultValue("4") int archiveConnections,
        @DefaultValue("30s") Duration startWithin,
        @DefaultValue("2s") Duration connectWithin,
        @DefaultValue("5s") Duration answerWithin,
        @DefaultValue("60s") Duration archiveAnswerWithin,
        @DefaultValue("3s") Duration lockWait) {

    /** @throws IllegalArgumentException when a held row would cost its connection */
    @ConstructorBinding
    public MySqlSettings {
        if (lockWait.toSeconds() < 1
                || lockWait.compareTo(answerWithin) >= 0
                || lockWait.compareTo(archiveAnswerWithin) >= 0) {
            throw new IllegalArgumentException("lock-wait: %s (expected: 1 s or more, and less than answer-within, %s)"
                    .formatted(lockWait, answerWithin));
        }
    }

    /** With the defaults for everything else. */
    public MySqlSettings(String url, String user, String password, int connections) {
        this(
                url,
                user,
                password,
                connections,
                4,
                4,
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(3));
    }

    MySqlPool pool() {
        return new MySqlPool("mysql", connections, answerWithin);
    }

    MySqlPool ledgerPool() {
        return new MySqlPool("mysql-ledger", ledgerConnections, answerWithin);
    }

    MySqlPool archivePool() {
        return new MySqlPool("mysql-archive", archiveConnections, archiveAnswerWithin);
    }

    @Override
    public String toString() {
        return "MySqlSettings[url=%s, user=%s, connections=%d]".formatted(url, user, connections);
    }
}
