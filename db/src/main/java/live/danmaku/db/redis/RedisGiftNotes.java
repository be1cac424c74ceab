package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftNote;
import live.danmaku.model.gift.GiftNotes;

/**
 * Notes of gifts, one hash a gift id, <code>{gift:&lt;id&gt;}</code>: uid → {@code pending} or {@code refused:<reason>}.
 * Thread-safe.
 */
public final class RedisGiftNotes implements GiftNotes {

    private static final LuaScript NOTE = LuaScript.load("gift-note.lua");
    private static final Duration KEEP_PENDING = Duration.ofHours(1);
    private static final Duration KEEP_REFUSED = Duration.ofDays(1);
    private static final String PENDING = "pending";
    private static final String REFUSED = "refused:";

    private final RedisLink redis;

    public RedisGiftNotes(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Void> pending(MessageId id, UserId sender) {
        return note(id, sender, PENDING, KEEP_PENDING, false);
    }

    @Override
    public CompletionStage<Void> refused(MessageId id, UserId sender, String reason) {
        return note(id, sender, REFUSED + reason, KEEP_REFUSED, true);
    }

    private CompletionStage<Void> note(MessageId id, UserId sender, String note, Duration keep, boolean replace) {
        CompletionStage<Object> noted = NOTE.run(
                redis.commands(),
                ScriptOutputType.VALUE,
                new byte[][] {key(id)},
                bytes(sender.value()),
                bytes(note),
                bytes(Long.toString(keep.toSeconds())),
                bytes(replace ? "1" : "0"));
        return noted.thenAccept(nothing -> {});
    }

    @Override
    public CompletionStage<Map<UserId, GiftNote>> find(MessageId id) {
        return redis.commands().hgetall(key(id)).thenApply(fields -> {
            Map<UserId, GiftNote> notes = new HashMap<>();
            fields.forEach(
                    (uid, note) -> notes.put(new UserId(new String(uid, UTF_8)), parse(new String(note, UTF_8))));
            return notes;
        });
    }

    private static GiftNote parse(String note) {
        return note.startsWith(REFUSED)
                ? new GiftNote.Refused(note.substring(REFUSED.length()))
                : new GiftNote.Pending();
    }

    private static byte[] key(MessageId id) {
        return bytes("{gift:" + id.value() + "}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
