package live.danmaku.push.connector.hub;

import java.util.ArrayDeque;
import java.util.Deque;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.connector.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * The way of one session from its own place into the live set. It asks for what lies between its place and {@code until},
 * the place of the live set at that moment; what goes live while it is on the way is kept for it, as references to the
 * same frames. When its pages have reached {@code until} it gets what was kept and has arrived. What is asked for ends
 * where what is kept begins, so nothing is doubled and nothing is missing; whatever does not fit, it asks again from the
 * place that it has reached. Nobody waits for it. Owned by the loop.
 */
final class CatchUp {

    private static final long ASK_AGAIN_NS = 200_000_000;

    private enum State {
        /** A page is under way; batches are kept. */
        ASKED,
        /** Nothing can be asked yet: the live set has still to come to its place, or the pusher to learn of it. */
        WAITING,
        /** Too much waits for the client. */
        PAUSED,
        /** It is where the live set is. */
        ARRIVED,
        /** The session has left. */
        ENDED
    }

    private final Membership membership;
    private final Deque<FramedBatch> kept = new ArrayDeque<>(2);
    private final boolean fellBehind;
    private Cursor place;
    private @Nullable Cursor until;
    private State state = State.WAITING;
    private long messagesAtPlace;
    private long keptBytes;
    private int request;
    private long askedAt;
    private int index;

    private CatchUp(Membership membership, Cursor place, boolean fellBehind) {
        this.membership = membership;
        this.place = place;
        this.fellBehind = fellBehind;
        this.messagesAtPlace = membership.topic().messages();
        loop().metrics().catchingUp(fellBehind, 1);
    }

    /** A session that comes with a cursor. */
    static CatchUp joining(Membership membership, Cursor cursor) {
        return new CatchUp(membership, cursor, false);
    }

    /** A live session that could not be given a batch. It goes on when its client has taken what waits for it. */
    static CatchUp fallenBehind(Membership membership, Cursor place) {
        CatchUp catchUp = new CatchUp(membership, place, true);
        catchUp.pause();
        return catchUp;
    }

    Membership membership() {
        return membership;
    }

    /** Where it stands in its topic's list. */
    int index() {
        return index;
    }

    void index(int newIndex) {
        index = newIndex;
    }

    boolean hasArrived() {
        return state == State.ARRIVED;
    }

    /** Does what can be done next. */
    void step() {
        if (state == State.ENDED || state == State.ARRIVED) {
            return;
        }
        dropKept();
        Cursor position = membership.topic().position();
        if (position == null) {
            state = State.WAITING;
        } else if (place.equals(position)) {
            arrive();
        } else if (session().pendingBytes() > loop().settings().soft().toBytes()) {
            pause();
        } else if (fellBehind && missed() > loop().settings().mostMissed()) {
            giveUp(position);
        } else if (Places.isAhead(place, position)) {
            state = State.WAITING;
        } else {
            ask(position);
        }
    }

    /** A batch went to the live set, which is at the batch's end now. */
    void wentLive(FramedBatch batch) {
        if (state == State.ASKED) {
            keep(batch);
        } else if (state == State.WAITING) {
            step();
        }
    }

    private void keep(FramedBatch batch) {
        keptBytes += batch.bytes();
        if (keptBytes > loop().settings().mostKept().toBytes()) {
            dropKept();
            loop().metrics().overflowed();
            until = batch.to();
        } else {
            kept.add(batch.retain());
        }
    }

    /** The answer to one of its questions. The batch is the caller's. */
    void page(int answered, FramedBatch page) {
        if (state != State.ASKED || answered != request) {
            return;
        }
        if (page.ahead() || !page.from().equals(place) || leadsBack(page) || isMissing(page)) {
            state = State.WAITING;
            dropKept();
        } else if (session().pendingBytes() > loop().settings().soft().toBytes() || !write(page)) {
            pause();
        } else if (place.equals(until)) {
            playKept();
        } else if (!page.moves()) {
            state = State.WAITING;
            dropKept();
        } else if (until != null && Places.isAhead(until, place)) {
            askOn(until);
        } else {
            step();
        }
    }

    /** A pusher that has not heard of a topic's new epoch would lead back into the old one. */
    private boolean leadsBack(FramedBatch page) {
        Cursor position = membership.topic().position();
        return !Places.sameEpoch(page.from(), page.to()) && position != null && !Places.sameEpoch(page.to(), position);
    }

    private boolean isMissing(FramedBatch batch) {
        return batch.form(session().encoding()) == null && !batch.isSilent();
    }

    private void playKept() {
        FramedBatch next = kept.poll();
        while (next != null) {
            try {
                if (!next.from().equals(place) || isMissing(next)) {
                    step();
                    return;
                }
                if (!write(next)) {
                    pause();
                    return;
                }
            } finally {
                next.release();
            }
            next = kept.poll();
        }
        keptBytes = 0;
        if (place.equals(membership.topic().position())) {
            arrive();
        } else {
            step();
        }
    }

    private boolean write(FramedBatch batch) {
        if (!membership.topic().writeTo(membership, batch)) {
            return false;
        }
        place = batch.to();
        messagesAtPlace += batch.messages();
        return true;
    }

    private void ask(Cursor position) {
        until = position;
        askOn(position);
    }

    private void askOn(Cursor end) {
        state = State.ASKED;
        askedAt = loop().now();
        request++;
        loop().pull(this, request, place, end);
    }

    private void pause() {
        dropKept();
        state = State.PAUSED;
        membership.member().slowness().stalls(loop().now());
    }

    private void arrive() {
        dropKept();
        state = State.ARRIVED;
        loop().metrics().catchingUp(fellBehind, -1);
    }

    /** How many messages went to the live set since it left, and were not made up for. */
    private long missed() {
        return membership.topic().messages() - messagesAtPlace;
    }

    private void giveUp(Cursor position) {
        long missed = missed();
        session().leftOut(membership.topic().topic(), place, position, (int) missed, true);
        loop().metrics().leftOutBehind(missed);
        place = position;
        arrive();
        if (membership.member().slowness().gap(loop().now()) > loop().settings().mostGaps()) {
            tooSlow();
        }
    }

    void drained() {
        if (state == State.PAUSED) {
            step();
        }
    }

    void tick() {
        long now = loop().now();
        if (state == State.PAUSED) {
            if (session().pendingBytes() <= loop().settings().resume().toBytes()) {
                step();
            } else if (membership.member().slowness().stalledFor(now)
                    > loop().settings().stall().toNanos()) {
                tooSlow();
            }
        } else if (state == State.WAITING && now - askedAt > ASK_AGAIN_NS) {
            step();
        }
    }

    private void tooSlow() {
        loop().metrics().closedSlow();
        membership.member().close(CloseReason.of(CloseReason.SLOW_CONSUMER, "too slow"));
    }

    void end() {
        dropKept();
        if (state != State.ARRIVED) {
            loop().metrics().catchingUp(fellBehind, -1);
        }
        state = State.ENDED;
    }

    private void dropKept() {
        FramedBatch next = kept.poll();
        while (next != null) {
            next.release();
            next = kept.poll();
        }
        keptBytes = 0;
    }

    private Session session() {
        return membership.session();
    }

    private LoopHub loop() {
        return membership.topic().loop();
    }
}
