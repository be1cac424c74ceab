package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.AppendResult.Outcome;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;
import org.jspecify.annotations.Nullable;

/** {@code append.lua}: its keys, arguments and answers. */
final class AppendScript {

    private static final int FIXED_KEYS = 7;
    private static final int FIXED_ARGUMENTS = 11;
    private static final int ARGUMENTS_PER_ENTRY = 5;
    private static final int FIRST_TO_REMOVE = 5;

    private static final byte[] NOTHING = {};

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

    /**
     * What the script did.
     *
     * @param toRemove deleted messages that may still be in the timeline
     */
    record Answer(AppendResult result, List<MessageId> toRemove) {}

    CompletionStage<Answer> run(RedisAsyncCommands<byte[], byte[]> redis, AppendBatch batch) {
        List<@Nullable UserId> audiences = audiences(batch);
        CompletionStage<List<Object>> answer =
                script.run(redis, ScriptOutputType.MULTI, keys(batch, audiences), arguments(batch, audiences));
        return answer.thenApply(AppendScript::answer);
    }

    /** Whose lists a batch's entries go to: those that one user alone reads, and, as null, everybody's. */
    private static List<@Nullable UserId> audiences(AppendBatch batch) {
        List<@Nullable UserId> audiences = new ArrayList<>(1);
        for (TimelineEntry entry : batch.entries()) {
            if (!audiences.contains(entry.onlyFor())) {
                audiences.add(entry.onlyFor());
            }
        }
        return audiences;
    }

    private static byte[][] keys(AppendBatch batch, List<@Nullable UserId> audiences) {
        TopicKeys topic = new TopicKeys(batch.topic());
        long bucket = TimelineLimits.bucketOf(batch.recordedAt());
        boolean expires = batch.expiresAt() > 0;
        byte[][] keys = new byte[FIXED_KEYS + audiences.size() + (expires ? 1 : 0)][];
        keys[0] = topic.meta();
        keys[1] = topic.ids(bucket);
        keys[2] = topic.ids(bucket + 1);
        keys[3] = topic.ids(bucket - 1);
        keys[4] = topic.ids(bucket - 2);
        keys[5] = topic.hints();
        keys[6] = topic.deleted();
        for (int i = 0; i < audiences.size(); i++) {
            @Nullable UserId audience = audiences.get(i);
            keys[FIXED_KEYS + i] = audience == null ? topic.messages(batch.type()) : topic.ownMessages(audience);
        }
        if (expires) {
            keys[keys.length - 1] = topic.expiries(batch.type());
        }
        return keys;
    }

    private byte[][] arguments(AppendBatch batch, List<@Nullable UserId> audiences) {
        List<TimelineEntry> entries = batch.entries();
        byte[][] arguments = new byte[FIXED_ARGUMENTS + audiences.size() + ARGUMENTS_PER_ENTRY * entries.size()][];
        arguments[0] = Epoch.random().value().getBytes(UTF_8);
        arguments[1] = number(batch.streamStart());
        arguments[2] = batch.sequenceName().getBytes(UTF_8);
        arguments[3] = number(batch.acknowledgedOffset());
        arguments[4] = batch.known().epoch().value().getBytes(UTF_8);
        arguments[5] = number(batch.known().place());
        arguments[6] = keepMessages;
        arguments[7] = keepFor;
        arguments[8] = dedupeHorizon;
        arguments[9] = number(batch.recordedAt());
        arguments[10] = number(batch.expiresAt());
        int next = FIXED_ARGUMENTS;
        for (@Nullable UserId audience : audiences) {
            arguments[next++] = audience == null ? batch.type().wireName().getBytes(UTF_8) : NOTHING;
        }
        for (TimelineEntry entry : entries) {
            arguments[next++] = number(entry.offset());
            arguments[next++] = number(1 + audiences.indexOf(entry.onlyFor()));
            arguments[next++] = name(entry);
            arguments[next++] = entry.payload();
            arguments[next++] =
                    entry.deletes() == null ? NOTHING : entry.deletes().value().getBytes(UTF_8);
        }
        return arguments;
    }

    /** What an entry is deduplicated by, see {@code ids.lua}. */
    static byte[] name(TimelineEntry entry) {
        @Nullable UserId sender = entry.sender();
        String id = entry.id().value();
        return (sender == null ? id : id + '/' + sender.value()).getBytes(UTF_8);
    }

    private static Answer answer(List<Object> answer) {
        List<MessageId> toRemove = answer.stream()
                .skip(FIRST_TO_REMOVE)
                .map(id -> new MessageId(Replies.text(id)))
                .toList();
        return new Answer(result(answer), toRemove);
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
                        case 'S' -> Outcome.STALE;
                        default -> Outcome.CLOSED;
                    });
        }
        return outcomes;
    }

    private static byte[] number(long value) {
        return Long.toString(value).getBytes(UTF_8);
    }
}
