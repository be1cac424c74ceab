package live.danmaku.db.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import live.danmaku.model.RoomId;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Moderation;
import live.danmaku.model.room.ModerationStore;
import live.danmaku.model.room.WordAction;
import live.danmaku.model.room.WordRule;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Moderation in the table {@code room_moderation}, its lists as JSON. Thread-safe. */
public final class MySqlModeration implements ModerationStore {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final MySqlLink mysql;

    public MySqlModeration(MySqlLink mysql) {
        this.mysql = mysql;
    }

    @Override
    public CompletionStage<Moderation> find(RoomId room) {
        return mysql.call(jdbc -> jdbc.sql("SELECT * FROM room_moderation WHERE room = :room")
                .param("room", room.value())
                .query(MySqlModeration::moderation)
                .optional()
                .orElse(Moderation.NONE));
    }

    @Override
    public CompletionStage<Boolean> replace(RoomId room, Moderation next) {
        if (next.version() == 1) {
            return mysql.call(jdbc -> insert(jdbc, room, next));
        }
        return mysql.call(jdbc -> with(jdbc.sql("""
                                UPDATE room_moderation
                                SET slow_mode_seconds = :slow, muted = :muted, banned = :banned, words = :words,
                                  version = :version
                                WHERE room = :room AND version = :version - 1"""), room, next).update() == 1);
    }

    private static boolean insert(JdbcClient jdbc, RoomId room, Moderation first) {
        try {
            with(jdbc.sql("""
                    INSERT INTO room_moderation (room, slow_mode_seconds, muted, banned, words, version)
                    VALUES (:room, :slow, :muted, :banned, :words, :version)"""), room, first).update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    private static JdbcClient.StatementSpec with(JdbcClient.StatementSpec statement, RoomId room, Moderation values) {
        return statement
                .param("room", room.value())
                .param("slow", values.slowModeSeconds())
                .param("muted", uids(values.muted()))
                .param("banned", uids(values.banned()))
                .param("words", words(values.words()))
                .param("version", values.version());
    }

    private static Moderation moderation(ResultSet row, int number) throws SQLException {
        return new Moderation(
                row.getInt("slow_mode_seconds"),
                elements(row.getString("muted"))
                        .map(uid -> new UserId(uid.stringValue()))
                        .collect(Collectors.toSet()),
                elements(row.getString("banned"))
                        .map(uid -> new UserId(uid.stringValue()))
                        .collect(Collectors.toSet()),
                elements(row.getString("words"))
                        .map(rule -> new WordRule(
                                rule.get("word").stringValue(),
                                WordAction.of(rule.get("action").stringValue())))
                        .toList(),
                row.getLong("version"));
    }

    private static Stream<JsonNode> elements(String json) {
        return StreamSupport.stream(JSON.readTree(json).spliterator(), false);
    }

    private static String uids(Collection<UserId> uids) {
        ArrayNode list = JSON.createArrayNode();
        uids.stream().map(UserId::value).sorted().forEach(list::add);
        return list.toString();
    }

    private static String words(List<WordRule> rules) {
        ArrayNode list = JSON.createArrayNode();
        rules.forEach(rule -> list.addObject()
                .put("word", rule.word())
                .put("action", rule.action().wireName()));
        return list.toString();
    }
}
