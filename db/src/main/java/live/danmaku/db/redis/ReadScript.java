package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageType;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.StoredMessage;
import org.jspecify.annotations.Nullable;

/** {@code read.lua}: its keys, arguments and answers, and merging its lists into one page. */
final class ReadScript {

    private static final LuaScript SCRIPT = LuaScript.load("read.lua");
    private static final int FIXED_ARGUMENTS = 4;
    private static final int FIRST_LIST = 5;

    private ReadScript() {}

    static CompletionStage<ReadResult> run(RedisAsyncCommands<byte[], byte[]> redis, ReadRequest request) {
        TopicKeys topic = new TopicKeys(request.topic());
        // Only comments can be for one user's eyes only.
        @Nullable UserId viewer = request.types().contains(MessageType.COMMENT) ? request.viewer() : null;
        byte[][] keys = new byte[1 + request.types().size() + (viewer == null ? 0 : 1)][];
        byte[][] arguments = new byte[FIXED_ARGUMENTS + request.types().size()][];
        keys[0] = topic.meta();
        position(request.from(), arguments);
        // One more than asked for of each type tells whether the page is cut.
        arguments[3] = bytes(Integer.toString(request.limit() + 1));
        int next = 0;
        for (MessageType type : request.types()) {
            keys[1 + next] = topic.messages(type);
            arguments[FIXED_ARGUMENTS + next] = bytes(type.wireName());
            next++;
        }
        if (viewer != null) {
            keys[1 + next] = topic.ownMessages(viewer);
        }
        CompletionStage<List<Object>> answer = SCRIPT.read(redis, ScriptOutputType.MULTI, keys, arguments);
        return answer.thenApply(reply -> result(request, reply));
    }

    private static void position(ReadFrom from, byte[][] arguments) {
        Cursor cursor = from instanceof ReadFrom.After after ? after.cursor() : Cursor.ORIGIN;
        arguments[0] =
                bytes(from instanceof ReadFrom.After ? "after" : from instanceof ReadFrom.Newest ? "newest" : "start");
        arguments[1] = bytes(cursor.epoch().value());
        arguments[2] = bytes(Long.toString(cursor.place()));
    }

    private static ReadResult result(ReadRequest request, List<Object> reply) {
        Cursor asked = request.from() instanceof ReadFrom.After after ? after.cursor() : Cursor.ORIGIN;
        return switch (Replies.text(reply.get(0))) {
            case "ABSENT" -> new ReadResult.Page(List.of(), asked, false, false);
            case "AHEAD" -> new ReadResult.Ahead(asked);
            default -> page(request, reply);
        };
    }

    private static ReadResult.Page page(ReadRequest request, List<Object> reply) {
        Epoch epoch = new Epoch(Replies.text(reply.get(1)));
        long clock = Replies.number(reply.get(2));
        boolean gap = (Long) reply.get(3) == 1;
        long brokenUpTo = Replies.number(reply.get(4));
        List<StoredMessage> messages = merge(reply);
        boolean cut = messages.size() > request.limit();
        if (request.from() instanceof ReadFrom.Newest) {
            List<StoredMessage> newest =
                    cut ? messages.subList(messages.size() - request.limit(), messages.size()) : messages;
            return new ReadResult.Page(newest, new Cursor(epoch, clock), gap, false, brokenUpTo);
        }
        if (!cut) {
            return new ReadResult.Page(messages, new Cursor(epoch, clock), gap, false, brokenUpTo);
        }
        List<StoredMessage> page = messages.subList(0, request.limit());
        return new ReadResult.Page(
                page, new Cursor(epoch, page.get(page.size() - 1).place()), gap, true, brokenUpTo);
    }

    /** All lists as one, oldest first. */
    private static List<StoredMessage> merge(List<Object> reply) {
        List<StoredMessage> messages = new ArrayList<>();
        for (int i = FIRST_LIST; i < reply.size(); i++) {
            List<Object> list = Replies.list(reply.get(i));
            for (int j = 0; j < list.size(); j += 2) {
                messages.add(new StoredMessage(Replies.number(list.get(j + 1)), (byte[]) list.get(j)));
            }
        }
        messages.sort(Comparator.comparingLong(StoredMessage::place));
        return messages;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
