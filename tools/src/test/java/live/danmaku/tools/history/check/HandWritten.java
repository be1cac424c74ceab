package live.danmaku.tools.history.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import live.danmaku.tools.history.record.FaultMark;
import live.danmaku.tools.history.record.FaultMark.Edge;
import live.danmaku.tools.history.record.GiftOutcome;
import live.danmaku.tools.history.record.GiftTotal;
import live.danmaku.tools.history.record.HistoryLine;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Purpose;
import live.danmaku.tools.history.record.Poll.Seen;
import live.danmaku.tools.history.record.Send;
import org.jspecify.annotations.Nullable;

/**
 * A history in a few words. Everything is in {@code room}; ids of messages begin with their sender's name, as {@code a1};
 * every line comes 1 ms after the one before and takes 1 ms, unless it says otherwise.
 */
final class HandWritten {

    static final String ROOM = "room";

    private static final long STEP = 1_000;

    private final List<HistoryLine> lines = new ArrayList<>();
    private long now = 1_000_000;

    /** Comments that were answered 202, one after the other. */
    HandWritten accepted(String... ids) {
        Arrays.stream(ids).forEach(id -> sent("comment", id, 202));
        return this;
    }

    HandWritten sent(String type, String id, int status) {
        return add(new Send(id.substring(0, 1), ROOM, type, id, 0, tick(), tick(), status));
    }

    /** A comment whose sender did not wait for the answer, which came at the very end. */
    HandWritten sentInAHurry(String id) {
        return add(new Send(id.substring(0, 1), ROOM, "comment", id, 0, tick(), Long.MAX_VALUE / 2, 202));
    }

    HandWritten gift(String id, long value, String state) {
        add(new Send(id.substring(0, 1), ROOM, "gift", id, value, tick(), tick(), 202));
        return add(new GiftOutcome(id, 200, state));
    }

    HandWritten total(String uid, long value) {
        return add(new GiftTotal(ROOM, uid, value));
    }

    /** What is in the room at the end, in this order. */
    HandWritten timeline(String... ids) {
        return page("end", Purpose.TIMELINE, Poll.START, "e-zz", false, ids);
    }

    /** A page of comments. */
    HandWritten poll(String reader, @Nullable String after, String cursor, String... ids) {
        return page(reader, Purpose.LIVE, after, cursor, false, ids);
    }

    /** A page that tells of a gap. */
    HandWritten pollWithGap(String reader, String after, String cursor, String... ids) {
        return page(reader, Purpose.LIVE, after, cursor, true, ids);
    }

    /** A page of one message of any type. */
    HandWritten pollOf(String type, String reader, String after, String cursor, String id) {
        return add(new Poll(
                reader, Purpose.LIVE, ROOM, after, cursor, false, List.of(new Seen(id, type)), tick(), tick()));
    }

    private HandWritten page(
            String reader, Purpose purpose, @Nullable String after, String cursor, boolean gap, String... ids) {
        List<Seen> messages =
                Arrays.stream(ids).map(id -> new Seen(id, "comment")).toList();
        return add(new Poll(reader, purpose, ROOM, after, cursor, gap, messages, tick(), tick()));
    }

    HandWritten fault(String fault, Edge edge) {
        return add(new FaultMark(fault, edge, "", tick()));
    }

    HandWritten wait(int ms) {
        now += ms * STEP;
        return this;
    }

    Verdict judge() {
        return Judge.judge(lines);
    }

    private HandWritten add(HistoryLine line) {
        lines.add(line);
        return this;
    }

    private long tick() {
        now += STEP;
        return now;
    }
}
