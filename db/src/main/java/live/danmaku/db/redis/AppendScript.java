package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageType;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.AppendResult.Outcome;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;

/** {@code append.lua}: its keys, arguments and answers. */
final class AppendScript {

    private static final int FIXED_KEYS = 5;
    private static final int FIXED_ARGUMENTS = 9;

    private final LuaScript script;
    private final byte[] keepMessages;
    private final byte[] keepFor;
    private final byte[] dedupeHorizon;

    AppendScript(LuaScript script, TimelineLimits limits) {
        this.script = script;
        this.keepMessages = number(limits.keepMessages());
        this.keepFor = number(limits.keepFor().toMillis());
        this.dedupeHorizon = number(limits.dedupeHorizon().toSeconds());
    }

    CompletionStage<AppendResult> run(RedisAsyncCommands<byte[], byte[]> redis, AppendBatch batch) {
        List<TimelineEntry> entries = batch.entries();
        List<MessageType> types = new ArrayList<>(2);
        for (TimelineEntry entry : entries) {
            if (!types.contains(entry.type())) {
                types.add(entry.type());
            }
        }
        CompletionStage<List<Object>> answer =
                script.run(redis, ScriptOutputType.MULTI, keys(batch, types), arguments(batch, types));
        return answer.thenApply(AppendScript::result);
    }

    private static byte[][] keys(AppendBatch batch, List<MessageType> types) {
        TopicKeys topic = new TopicKeys(batch.topic());
        long bucket = TimelineLimits.bucketOf(batch.recordedAt());
        byte[][] keys = new byte[FIXED_KEYS + types.size()][];
        keys[0] = topic.meta();
        keys[1] = topic.ids(bucket);
        keys[2] = topic.ids(bucket - 1);
        keys[3] = topic.ids(bucket - 2);
        keys[4] = topic.hints();
        for (int i = 0; i < types.size(); i++) {
            keys[FIXED_KEYS + i] = topic.messages(types.get(i));
        }
        return keys;
    }

    private byte[][] arguments(AppendBatch batch, List<MessageType> types) {
        List<TimelineEntry> entries = batch.entries();
        byte[][] arguments = new byte[FIXED_ARGUMENTS + types.size() + 4 * entries.size()][];
        arguments[0] = Epoch.random().value().getBytes(UTF_8);
        arguments[1] = number(batch.streamStart());
        arguments[2] = (batch.partition() + ":" + batch.type().wireName()).getBytes(UTF_8);
        arguments[3] = number(batch.acknowledgedOffset());
        arguments[4] = number(batch.lowestPlace());
        arguments[5] = keepMessages;
        arguments[6] = keepFor;
        arguments[7] = dedupeHorizon;
        arguments[8] = number(batch.recordedAt());
        int next = FIXED_ARGUMENTS;
        for (MessageType type : types) {
            arguments[next++] = type.wireName().getBytes(UTF_8);
        }
        for (TimelineEntry entry : entries) {
            arguments[next++] = number(entry.offset());
            arguments[next++] = number(1 + types.indexOf(entry.type()));
            arguments[next++] = entry.id().value().getBytes(UTF_8);
            arguments[next++] = entry.payload();
        }
        return arguments;
    }

    private static AppendResult result(List<Object> answer) {
        String kind = Replies.text(answer.get(0));
        return switch (kind) {
            case "APPENDED" ->
                new AppendResult.Appended(
                        new Epoch(Replies.text(answer.get(1))),
                        Replies.number(answer.get(2)),
                        Replies.number(answer.get(3)),
                        outcomes((byte[]) answer.get(4)));
            case "REWIND" -> new AppendResult.Rewind(Long.parseLong(Replies.text(answer.get(1))));
            case "CLOSED" -> new AppendResult.Closed();
            default -> throw new IllegalStateException("append.lua answered " + kind);
        };
    }

    private static List<Outcome> outcomes(byte[] letters) {
        List<Outcome> outcomes = new ArrayList<>(letters.length);
        for (byte letter : letters) {
            outcomes.add(
                    switch (letter) {
                        case 'A' -> Outcome.APPENDED;
                        case 'D' -> Outcome.DUPLICATE;
                        default -> Outcome.STALE;
                    });
        }
        return outcomes;
    }

    private static byte[] number(long value) {
        return Long.toString(value).getBytes(UTF_8);
    }
}
