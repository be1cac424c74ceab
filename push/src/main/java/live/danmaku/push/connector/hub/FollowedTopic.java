package live.danmaku.push.connector.hub;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Reader;
import org.jspecify.annotations.Nullable;

/** A topic that some loop has members of: its chain, who wants it, and where it is followed. */
final class FollowedTopic {

    /** A store that still knows only a former epoch is behind by less; one that goes on in it afterwards is believed. */
    private static final long PAST_FOR_NS = 30_000_000_000L;

    private final Topic topic;
    private final List<Interest> interests = new ArrayList<>(1);
    private List<String> pushers = List.of();
    private @Nullable Cursor position;
    private String positionText = "";
    private @Nullable Map<Epoch, Long> pastEpochs;
    private boolean ended;

    // The pull under way, and why there should be one.
    private boolean pulling;
    private @Nullable Cursor wanted;
    private @Nullable String wantedAt;
    private boolean wantedSinceAsked;

    /** A loop's interest. */
    static final class Interest {
        final LoopHub loop;
        int sessions;
        int encodings;
        List<Reader> readers = List.of();
        long emptySince;

        Interest(LoopHub loop) {
            this.loop = loop;
        }
    }

    FollowedTopic(Topic topic) {
        this.topic = topic;
    }

    Topic topic() {
        return topic;
    }

    List<Interest> interests() {
        return interests;
    }

    @Nullable
    Interest interest(LoopHub loop) {
        for (Interest interest : interests) {
            if (interest.loop == loop) {
                return interest;
            }
        }
        return null;
    }

    int sessions() {
        int sum = 0;
        for (Interest interest : interests) {
            sum += interest.sessions;
        }
        return sum;
    }

    /** A set of bits: one for each encoding's number. */
    int encodings() {
        int union = 0;
        for (Interest interest : interests) {
            union |= interest.encodings;
        }
        return union;
    }

    /** The same as the link has them. */
    List<Integer> encodingNumbers() {
        int union = encodings();
        return Arrays.stream(Encoding.values())
                .map(Encoding::number)
                .filter(number -> (union & 1 << number) != 0)
                .toList();
    }

    /** Sessions that acknowledge. */
    List<Reader> readers() {
        if (!topic.isAcknowledged()) {
            return List.of();
        }
        List<Reader> all = new ArrayList<>(1);
        interests.forEach(interest -> all.addAll(interest.readers));
        return all;
    }

    /** Where it is followed; the first is the primary one. */
    List<String> pushers() {
        return pushers;
    }

    void pushers(List<String> newPushers) {
        pushers = newPushers;
    }

    boolean hasEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }

    // ---- the chain

    /** The place that everything up to was passed on to the loops; null while it has none. */
    @Nullable
    Cursor position() {
        return position;
    }

    boolean isAt(String place) {
        return place.equals(positionText);
    }

    void moveTo(Cursor place, long now) {
        Cursor before = position;
        if (before != null && !Places.sameEpoch(before, place)) {
            Map<Epoch, Long> past = pastEpochs == null ? new HashMap<>(2) : pastEpochs;
            past.values().removeIf(leftAt -> now - leftAt > PAST_FOR_NS);
            past.put(before.epoch(), now);
            past.remove(place.epoch());
            pastEpochs = past;
        }
        position = place;
        positionText = place.toString();
    }

    /** Whether a place is of an epoch that this topic has just left: told by a pusher that has not heard of the new one. */
    boolean isPast(Cursor place, long now) {
        Long leftAt = pastEpochs == null ? null : pastEpochs.get(place.epoch());
        return leftAt != null && now - leftAt <= PAST_FOR_NS;
    }

    /** Whether there is something at a place that was not passed on. */
    boolean isNews(Cursor place, long now) {
        return position != null && !Places.covers(position, place) && !isPast(place, now);
    }

    // ---- pulling

    boolean isPulling() {
        return pulling;
    }

    void pulling(boolean underWay) {
        pulling = underWay;
        if (underWay) {
            wantedSinceAsked = false;
        }
    }

    /** A pusher has said that there are messages up to a place. */
    void want(Cursor place, String pusher) {
        Cursor before = wanted;
        if (before == null || !Places.covers(before, place)) {
            wanted = place;
            wantedAt = pusher;
        }
        wantedSinceAsked = true;
    }

    /** Whether a pull is due. */
    boolean wants(long now) {
        return wanted != null && isNews(wanted, now);
    }

    /** A pusher has told all it has. What others said meanwhile still counts. */
    void toldAll() {
        if (!wantedSinceAsked) {
            wanted = null;
            wantedAt = null;
        }
    }

    /** Whom to ask: who has said that there is something, if it still can be asked. */
    @Nullable
    String pusherToAsk() {
        if (wantedAt != null && pushers.contains(wantedAt)) {
            return wantedAt;
        }
        return pushers.isEmpty() ? null : pushers.get(0);
    }

    /** Asks another one the next time. */
    void didNotAnswer(String pusher) {
        wantedAt = null;
        for (String other : pushers) {
            if (!other.equals(pusher)) {
                wantedAt = other;
            }
        }
    }
}
