package live.danmaku.processor.consume;

import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.model.timeline.TimelineWriter;
import live.danmaku.tools.history.check.Judge;
import live.danmaku.tools.history.check.Verdict;
import live.danmaku.tools.history.record.HistoryClock;
import live.danmaku.tools.history.record.HistoryLine;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Purpose;
import live.danmaku.tools.history.record.Seen;
import live.danmaku.tools.history.record.Send;

/** A room whose comments and pages are written down as clients' histories are, without HTTP between. Thread-safe. */
final class RecordedRoom {

    private final Topic topic;
    private final TimelineReader timeline;
    private final Queue<HistoryLine> lines = new ConcurrentLinkedQueue<>();

    RecordedRoom(Topic topic, TimelineReader timeline) {
        this.topic = topic;
        this.timeline = timeline;
    }

    /** A step that may fail. */
    interface Step {
        void run() throws Exception;
    }

    /** A comment that counts as answered 202 when {@code step} is done. */
    void send(String by, String id, Step step) throws Exception {
        long sentAt = HistoryClock.now();
        step.run();
        lines.add(new Send(by, topic.name(), "comment", id, 0, sentAt, HistoryClock.now(), 202));
    }

    /** Appends one message; blocks. */
    void append(TimelineWriter writer, int partition, long recordedAt, TimelineEntry entry) throws Exception {
        long streamStart = System.currentTimeMillis() - 60_000;
        writer.append(new AppendBatch(topic, streamStart, partition, -1, Cursor.ORIGIN, recordedAt, List.of(entry)))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    Reader reader(String name) {
        return new Reader(name, Purpose.LIVE);
    }

    /** Reads what is there at the end, and judges all. */
    Verdict judge() throws Exception {
        new Reader("end", Purpose.TIMELINE).readToTheEnd();
        return Judge.judge(List.copyOf(lines));
    }

    /** Reads the room from its start, by cursor. For one thread. */
    final class Reader {

        private final String name;
        private final Purpose purpose;
        private Cursor cursor = Cursor.ORIGIN;
        private boolean started;

        private Reader(String name, Purpose purpose) {
            this.name = name;
            this.purpose = purpose;
        }

        void readToTheEnd() throws Exception {
            while (readPage()) {
                // Page after page.
            }
        }

        /** Returns whether more is waiting. */
        boolean readPage() throws Exception {
            ReadFrom from = started ? new ReadFrom.After(cursor) : new ReadFrom.Start();
            long sentAt = HistoryClock.now();
            CompletionStage<ReadResult> answer =
                    timeline.read(new ReadRequest(topic, from, EnumSet.of(MessageType.COMMENT), 50));
            if (!(answer.toCompletableFuture().get(10, TimeUnit.SECONDS) instanceof ReadResult.Page page)) {
                return false;
            }
            lines.add(new Poll(
                    name,
                    purpose,
                    topic.name(),
                    started ? cursor.toString() : Poll.START,
                    page.cursor().toString(),
                    page.gap(),
                    Appends.ids(page.messages()).stream()
                            .map(id -> new Seen(id, "comment"))
                            .toList(),
                    sentAt,
                    HistoryClock.now()));
            cursor = page.cursor();
            started = true;
            return page.more();
        }
    }
}
