package live.danmaku.db.redis;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineReader;

/** A reader who always hands back the cursor he was given, and what he has seen by that. Of one thread. */
final class RoomReader {

    private static final Set<MessageType> ALL = EnumSet.allOf(MessageType.class);

    private final TimelineReader timeline;
    private final Topic topic;
    private final Random random;
    private final List<String> seen = new ArrayList<>();
    private Cursor cursor = Cursor.ORIGIN;
    private int gaps;

    RoomReader(TimelineReader timeline, Topic topic, int seed) {
        this.timeline = timeline;
        this.topic = topic;
        this.random = new Random(seed);
    }

    /** Reads one page of some size. @return whether there was anything; false also while the store is away */
    boolean read() {
        int limit = 1 + random.nextInt(10);
        ReadResult result;
        try {
            result = WritingSide.get(timeline.read(new ReadRequest(topic, new ReadFrom.After(cursor), ALL, limit)));
        } catch (CompletionException away) {
            return false;
        }
        if (!(result instanceof ReadResult.Page page)) {
            return false;
        }
        if (page.gap()) {
            gaps++;
            seen.clear();
        }
        seen.addAll(Appends.ids(page.messages()));
        cursor = page.cursor();
        return !page.messages().isEmpty();
    }

    void readToTheEnd() {
        boolean more = true;
        while (more) {
            more = read();
        }
    }

    /** What it has seen since the last gap it was told of. */
    List<String> seen() {
        return seen;
    }

    int gaps() {
        return gaps;
    }

    Cursor cursor() {
        return cursor;
    }
}
