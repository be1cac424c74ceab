package live.danmaku.frontend.hotroom;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import live.danmaku.frontend.poll.PollPage;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import org.jspecify.annotations.Nullable;

/**
 * The newest part of a room's timeline as of one moment: complete after {@code floor}, up to {@code clock}. A cursor at or
 * below {@code floor} may also point to what the timeline has lost. Immutable.
 */
final class RoomSnapshot {

    private final Epoch epoch;
    private final long floor;
    private final long clock;
    private final boolean whole;
    private final List<SnapshotMessage> messages;
    private final Set<String> senders;

    private RoomSnapshot(Epoch epoch, long floor, long clock, boolean whole, List<SnapshotMessage> messages) {
        this.epoch = epoch;
        this.floor = floor;
        this.clock = clock;
        this.whole = whole;
        this.messages = messages;
        this.senders = messages.stream().map(message -> message.head().sender()).collect(Collectors.toSet());
    }

    /** @param newest the newest page of all types, of {@link ReadRequest#MAX_LIMIT} messages at most */
    static RoomSnapshot of(ReadResult.Page newest, int most) {
        long end = newest.cursor().place();
        long floor =
                newest.messages().isEmpty() ? end : newest.messages().get(0).place() - 1;
        boolean whole = newest.messages().size() < ReadRequest.MAX_LIMIT;
        return new RoomSnapshot(newest.cursor().epoch(), floor, end, whole, List.of()).grown(newest, most);
    }

    /** Whether this page, which was asked for after {@link #cursor()}, may be added. */
    boolean isContinuedBy(ReadResult.Page page) {
        return !page.gap() && page.cursor().epoch().equals(epoch);
    }

    /** This snapshot and what came after it; what was deleted is gone, and the oldest when there are too many. */
    RoomSnapshot with(ReadResult.Page page, int most) {
        return page.cursor().place() == clock ? this : grown(page, most);
    }

    private RoomSnapshot grown(ReadResult.Page page, int most) {
        List<SnapshotMessage> all =
                new ArrayList<>(messages.size() + page.messages().size());
        all.addAll(messages);
        Set<String> deleted = new HashSet<>();
        page.messages().forEach(stored -> {
            SnapshotMessage message = SnapshotMessage.of(stored);
            all.add(message);
            message.deletes().ifPresent(deleted::add);
        });
        if (!deleted.isEmpty()) {
            all.removeIf(message -> deleted.contains(message.head().id()));
        }
        int tooMany = Math.max(0, all.size() - most);
        long nextFloor = tooMany == 0 ? floor : all.get(tooMany - 1).stored().place();
        return new RoomSnapshot(
                epoch,
                Math.max(nextFloor, page.brokenUpTo()),
                page.cursor().place(),
                whole && tooMany == 0,
                List.copyOf(all.subList(tooMany, all.size())));
    }

    Cursor cursor() {
        return new Cursor(epoch, clock);
    }

    /** Whether one of the messages is from this user. */
    boolean hasAnyFrom(UserId user) {
        return senders.contains(user.value());
    }

    /**
     * What a reader gets.
     *
     * @param size how much at most
     * @return null when this snapshot does not reach back far enough, or is of another epoch than the cursor
     */
    @Nullable
    PollPage page(ReadRequest question, PageSize size) {
        if (question.from() instanceof ReadFrom.Start) {
            return null;
        }
        if (question.from() instanceof ReadFrom.After after) {
            Cursor from = after.cursor();
            if (!from.epoch().equals(epoch) || from.place() < floor) {
                return null;
            }
            return from.place() >= clock
                    ? PollPage.nothingNew(from)
                    : size.cut(
                            wanted(question, firstAfter(from.place())), question.limit(), cursor(), question.viewer());
        }
        List<SnapshotMessage> all = wanted(question, 0);
        List<SnapshotMessage> newest = all.subList(Math.max(0, all.size() - question.limit()), all.size());
        if (newest.size() < question.limit() && !whole) {
            return null;
        }
        return new PollPage(
                cursor(), newest.stream().map(SnapshotMessage::stored).toList(), false, 0, false);
    }

    private List<SnapshotMessage> wanted(ReadRequest question, int begin) {
        return messages.subList(begin, messages.size()).stream()
                .filter(message -> question.types().contains(message.head().type()))
                .toList();
    }

    private int firstAfter(long place) {
        int low = 0;
        int high = messages.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (messages.get(middle).stored().place() <= place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
