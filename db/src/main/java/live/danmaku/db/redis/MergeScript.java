package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.merge.Emission;
import live.danmaku.model.merge.Fold;
import live.danmaku.model.merge.FoldResult;
import live.danmaku.model.merge.Outbox;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult.Outcome;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;
import org.jspecify.annotations.Nullable;

/** {@code merge.lua} with the rules of one type: its keys, arguments and answers. */
final class MergeScript {

    private static final int FIXED_ANSWERS = 5;

    private final LuaScript script;
    private final byte[] dedupeHorizon;

    MergeScript(MessageType type, TimelineLimits limits) {
        this.script = LuaScript.load("merge.lua", "merge-" + type.wireName() + ".lua");
        this.dedupeHorizon = number(limits.dedupeHorizon().toSeconds());
    }

    CompletionStage<FoldResult> fold(RedisAsyncCommands<byte[], byte[]> redis, AppendBatch batch, List<Fold> folds) {
        List<String> names = folds.stream()
                .map(Fold::key)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        List<byte[]> arguments = arguments(
                batch.type(),
                batch.sequenceName().getBytes(UTF_8),
                batch.acknowledgedOffset(),
                batch.known(),
                batch.recordedAt(),
                batch.streamStart(),
                names);
        for (int i = 0; i < folds.size(); i++) {
            Fold fold = folds.get(i);
            TimelineEntry entry = batch.entries().get(i);
            arguments.add(number(entry.offset()));
            arguments.add(number(1 + names.indexOf(fold.key())));
            arguments.add(AppendScript.name(entry));
            arguments.add(number(fold.count()));
            arguments.add(number(fold.value()));
            arguments.add(number(fold.sentAt()));
            arguments.add(entry.payload());
        }
        byte[][] keys = keys(batch.topic(), batch.type(), TimelineLimits.bucketOf(batch.recordedAt()), names);
        return run(redis, keys, arguments).thenApply(MergeScript::result);
    }

    /** Looks again at some names. */
    CompletionStage<Outbox> wake(
            RedisAsyncCommands<byte[], byte[]> redis, Topic topic, MessageType type, List<String> names) {
        byte[] nobody = {};
        return run(redis, keys(topic, type, 0, names), arguments(type, nobody, -1, Cursor.ORIGIN, 0, 0, names))
                .thenApply(MergeScript::outbox);
    }

    private CompletionStage<List<Object>> run(
            RedisAsyncCommands<byte[], byte[]> redis, byte[][] keys, List<byte[]> arguments) {
        return script.run(redis, ScriptOutputType.MULTI, keys, arguments.toArray(byte[][]::new));
    }

    private static byte[][] keys(Topic topic, MessageType type, long bucket, List<String> names) {
        TopicKeys keys = new TopicKeys(topic);
        List<byte[]> all = new ArrayList<>(List.of(
                keys.meta(),
                keys.ids(bucket),
                keys.ids(bucket + 1),
                keys.ids(bucket - 1),
                keys.ids(bucket - 2),
                keys.mergedToShow(type),
                keys.mergedDue(type)));
        names.forEach(name -> all.add(keys.merge(type, name)));
        return all.toArray(byte[][]::new);
    }

    private List<byte[]> arguments(
            MessageType type,
            byte[] offsetsOf,
            long acknowledged,
            Cursor known,
            long recordedAt,
            long streamStart,
            List<String> names) {
        List<byte[]> arguments = new ArrayList<>(List.of(
                type.wireName().getBytes(UTF_8),
                offsetsOf,
                number(acknowledged),
                known.epoch().value().getBytes(UTF_8),
                number(known.place()),
                dedupeHorizon,
                number(recordedAt),
                number(streamStart)));
        names.forEach(name -> arguments.add(name.getBytes(UTF_8)));
        return arguments;
    }

    private static FoldResult result(List<Object> answer) {
        String kind = Replies.text(answer.get(0));
        if (kind.equals("REWIND")) {
            return new FoldResult.Rewind(Long.parseLong(Replies.text(answer.get(1))));
        }
        String epoch = Replies.text(answer.get(1));
        List<Outcome> outcomes = Replies.text(answer.get(3))
                .chars()
                .mapToObj(letter -> switch (letter) {
                    case 'N' -> Outcome.MERGED;
                    case 'D' -> Outcome.DUPLICATE;
                    default -> Outcome.CLOSED;
                })
                .toList();
        return new FoldResult.Folded(
                epoch.isEmpty() ? Epoch.NONE : new Epoch(epoch),
                Replies.number(answer.get(2)),
                outcomes,
                outbox(answer));
    }

    private static Outbox outbox(List<Object> answer) {
        long wait = Long.parseLong(Replies.text(answer.get(4)));
        @Nullable Duration next = wait < 0 ? null : Duration.ofMillis(wait);
        List<Emission> emissions = answer.stream()
                .skip(FIXED_ANSWERS)
                .map(member -> EmissionText.parse((byte[]) member))
                .toList();
        return new Outbox(emissions, next);
    }

    private static byte[] number(long value) {
        return Long.toString(value).getBytes(UTF_8);
    }
}
