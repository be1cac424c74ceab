package live.danmaku.push.connector.hub;

import java.util.ArrayList;
import java.util.List;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;

/** A topic's timeline in memory: what the store and the pushers that read it know. */
final class FakeLog {

    private Epoch epoch = Epoch.NONE;
    private int epochs;
    private long clock;
    private long floor;
    private long brokenAfter;
    private long brokenUpTo;
    private int lastId;
    private final List<Message> messages = new ArrayList<>();
    private final List<Message> everything = new ArrayList<>();

    record Message(Cursor at, String id) {
        /** Every other message may be left out. */
        boolean isEssential() {
            return id.charAt(0) == 'e';
        }
    }

    record Page(Cursor from, Cursor to, List<Message> messages, boolean gap, boolean more, boolean ahead) {}

    Message append() {
        if (epoch.equals(Epoch.NONE)) {
            epochs++;
            epoch = new Epoch("e" + epochs);
        }
        clock = Math.max(clock, brokenUpTo) + 10;
        lastId++;
        Message message = new Message(end(), (lastId % 2 == 0 ? "e" : "c") + lastId);
        messages.add(message);
        everything.add(message);
        return message;
    }

    void append(int count) {
        for (int i = 0; i < count; i++) {
            append();
        }
    }

    /** It is lost and begins anew, with the next message. */
    void lose() {
        epoch = Epoch.NONE;
        clock = 0;
        floor = 0;
        brokenAfter = 0;
        brokenUpTo = 0;
        messages.clear();
    }

    /** Its newest messages are lost; what comes next goes on above whatever places they had. */
    void loseNewest(int count) {
        brokenUpTo = clock + 1_000;
        for (int i = 0; i < count; i++) {
            everything.remove(messages.remove(messages.size() - 1));
        }
        clock = messages.get(messages.size() - 1).at().place();
        brokenAfter = clock;
    }

    boolean wasLost() {
        return epochs > 1;
    }

    void trim() {
        floor = clock;
        messages.clear();
    }

    Cursor end() {
        return new Cursor(epoch, clock);
    }

    Page read(Cursor from, Cursor until, int limit) {
        boolean same = from.epoch().equals(epoch);
        if (same && from.place() > clock) {
            return new Page(from, from, List.of(), false, false, true);
        }
        long start = same ? from.place() : 0;
        boolean lost = same && start > brokenAfter && start <= brokenUpTo;
        boolean gap = start < floor || lost || !same && !from.epoch().equals(Epoch.NONE);
        long last = until.epoch().equals(epoch) ? Math.min(until.place(), clock) : clock;
        List<Message> after = messages.stream()
                .filter(message -> message.at().place() > start && message.at().place() <= last)
                .toList();
        boolean more = after.size() > limit;
        List<Message> page = more ? after.subList(0, limit) : after;
        Cursor to = more ? page.get(limit - 1).at() : new Cursor(epoch, Math.max(last, start));
        return new Page(from, to, page, gap, more, false);
    }

    /** Ids of all messages ever appended, in order. */
    List<String> ids() {
        return everything.stream().map(Message::id).toList();
    }

    /** Ids of all messages after a place of this or an earlier life. */
    List<String> idsAfter(Cursor place) {
        List<String> ids = new ArrayList<>();
        boolean passed = place.equals(Cursor.ORIGIN);
        for (Message message : everything) {
            boolean later =
                    message.at().epoch().equals(place.epoch()) && message.at().place() > place.place();
            if (passed || later) {
                passed = true;
                ids.add(message.id());
            } else if (message.at().equals(place)) {
                passed = true;
            }
        }
        return ids;
    }
}
