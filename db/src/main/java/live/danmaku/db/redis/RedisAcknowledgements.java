package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.Topic;
import live.danmaku.model.push.Acknowledgements;
import live.danmaku.model.push.Recipient;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import org.jspecify.annotations.Nullable;

/** Acknowledgements in a hash beside the topic, {@link TopicKeys#acknowledged()}. Thread-safe. */
public final class RedisAcknowledgements implements Acknowledgements {

    private static final LuaScript ACKNOWLEDGE = LuaScript.load("acknowledge.lua");

    private final RedisLink redis;

    public RedisAcknowledgements(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Void> acknowledge(Topic topic, Recipient recipient, Cursor cursor) {
        CompletionStage<Long> noted = ACKNOWLEDGE.run(
                redis.commands(),
                ScriptOutputType.INTEGER,
                new byte[][] {new TopicKeys(topic).acknowledged()},
                field(recipient),
                bytes(cursor.epoch().value()),
                bytes(Long.toString(cursor.place())),
                bytes(Long.toString(KEPT.toMillis())));
        return noted.thenAccept(done -> {});
    }

    @Override
    public CompletionStage<Cursor> of(Topic topic, Recipient recipient) {
        return redis.commands()
                .hget(new TopicKeys(topic).acknowledged(), field(recipient))
                .thenApply(RedisAcknowledgements::cursor);
    }

    private static Cursor cursor(byte @Nullable [] kept) {
        if (kept == null) {
            return Cursor.ORIGIN;
        }
        String text = new String(kept, UTF_8);
        int dash = text.indexOf('-');
        return new Cursor(new Epoch(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }

    /** Neither id holds a space. */
    private static byte[] field(Recipient recipient) {
        String user = recipient.user() == null ? "" : recipient.user().value();
        String device = recipient.device() == null ? "" : recipient.device().value();
        return bytes(user + " " + device);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
