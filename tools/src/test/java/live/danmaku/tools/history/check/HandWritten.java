package live.danmaku.tools.history.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import live.danmaku.tools.history.record.Ending;
import live.danmaku.tools.history.record.FaultMark;
import live.danmaku.tools.history.record.FaultMark.Edge;
import live.danmaku.tools.history.record.GiftOutcome;
import live.danmaku.tools.history.record.GiftTotal;
import live.danmaku.tools.history.record.HistoryLine;
import live.danmaku.tools.history.record.Leftover;
import live.danmaku.tools.history.record.Load;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Purpose;
import live.danmaku.tools.history.record.Replay;
import live.danmaku.tools.history.record.Seen;
import live.danmaku.tools.history.record.Send;
import live.danmaku.tools.history.record.Visit;
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
        return add(new FaultMark(fault, edge, "", false, tick()));
    }

    /** Of something that has no substitute. */
    HandWritten outage(String fault, Edge edge) {
        return add(new FaultMark(fault, edge, "", true, tick()));
    }

    /** Redis loses a suffix now. */
    HandWritten loss() {
        return fault("lose old-file", Edge.START).fault("lose old-file", Edge.STOP);
    }

    /** What is in the room at the end, with all that is judged of it. */
    HandWritten wholeTimeline(Seen... messages) {
        return add(
                new Poll("end", Purpose.TIMELINE, ROOM, Poll.START, "e-zz", false, List.of(messages), tick(), tick()));
    }

    HandWritten ended(String state) {
        return add(new Ending(ROOM, state, tick(), tick()));
    }

    HandWritten replay(String tier, int status, Seen... messages) {
        return add(new Replay(ROOM, tier, status, List.of(messages)));
    }

    HandWritten visit(String uid, long silenceMs) {
        return add(new Visit(ROOM, uid, true, silenceMs, tick(), tick()));
    }

    HandWritten left(String key, long ttlMs) {
        return add(new Leftover(ROOM, key, ttlMs));
    }

    HandWritten load(boolean atEnd, long residentMb, long waiting) {
        return add(
                new Load("front-1", atEnd, 1, residentMb * 1024, Map.of("danmaku_messages_waiting", waiting), tick()));
    }

    /** A comment of these bytes at a time of the stream. */
    static Seen comment(String id, String sum, long at) {
        return new Seen(id, "comment", sum, null, at);
    }

    /** A message that says something: of type {@code member} or {@code gift}. */
    static Seen saying(String type, String id, String what) {
        return new Seen(id, type, "sum", what, 0);
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
