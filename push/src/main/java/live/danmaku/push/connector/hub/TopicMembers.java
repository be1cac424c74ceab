package live.danmaku.push.connector.hub;

import java.util.ArrayList;
import java.util.List;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.hub.FramedBatch.Form;
import live.danmaku.push.connector.session.Client;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.connector.session.Frame;
import live.danmaku.push.connector.session.Session;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Reader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members that a topic has on one loop, and the place that their live set has reached. All live members are at that
 * place; who is elsewhere is catching up. Owned by the loop, without a lock.
 *
 * <p>Batches come in the order of the topic's chain: each goes on from where the one before it led to.
 */
final class TopicMembers {

    private static final Logger log = LoggerFactory.getLogger(TopicMembers.class);

    private final Topic topic;
    private final boolean acknowledged;
    private final LoopHub loop;
    private final Outlet outlet;
    private final @Nullable Lane[] lanes = new Lane[Encoding.values().length];
    private final List<CatchUp> catchingUp = new ArrayList<>(0);
    private final List<Membership> leaving = new ArrayList<>(0);
    private final List<Arrival> arrivals = new ArrayList<>(0);
    private @Nullable Cursor position;
    private long messages;
    private int count;
    private int saidCount;
    private int saidEncodings;

    TopicMembers(Topic topic, LoopHub loop, Outlet outlet) {
        this.topic = topic;
        this.acknowledged = topic.isAcknowledged();
        this.loop = loop;
        this.outlet = outlet;
    }

    Topic topic() {
        return topic;
    }

    LoopHub loop() {
        return loop;
    }

    /** The place that the live set has reached; null until the table has said where the topic begins. */
    @Nullable
    Cursor position() {
        return position;
    }

    /** How many messages went to the live set in all. */
    long messages() {
        return messages;
    }

    int count() {
        return count;
    }

    /** A member that gets nothing yet, for which the topic is followed. */
    Membership add(Member member) {
        Membership membership = new Membership(member, this);
        lane(member.session().encoding()).wanted(1);
        count++;
        report();
        return membership;
    }

    void remove(Membership membership) {
        if (membership.isGone()) {
            return;
        }
        membership.leave();
        leaveLive(membership);
        CatchUp catchUp = membership.catchUp();
        if (catchUp != null) {
            catchUp.end();
            takeOut(catchUp);
        }
        lane(membership.session().encoding()).wanted(-1);
        count--;
        report();
    }

    /** From now on it is told what comes after a place. */
    void begin(Membership membership, Cursor place) {
        if (membership.isGone()) {
            return;
        }
        membership.begin(place);
        if (place.equals(position)) {
            goLive(membership);
        } else {
            CatchUp catchUp = CatchUp.joining(membership, place);
            putIn(catchUp);
            catchUp.step();
            endIfLive(catchUp);
        }
        report();
    }

    private void goLive(Membership membership) {
        if (!membership.isGone()) {
            lane(membership.session().encoding()).add(membership);
            loop.metrics().live(1);
        }
    }

    /** The place from which on {@link #deliver} tells everything. */
    void started(Cursor place) {
        position = place;
        stepAll();
    }

    void awaitedBy(Arrival arrival) {
        arrivals.add(arrival);
    }

    /** Those who wait for this topic's place; they wait no more. */
    List<Arrival> takeArrivals() {
        List<Arrival> taken = List.copyOf(arrivals);
        arrivals.clear();
        return taken;
    }

    /** A batch that continues the live set. */
    void deliver(FramedBatch batch) {
        if (!batch.from().equals(position)) {
            // Of a following that has ended on this loop.
            return;
        }
        position = batch.to();
        messages += batch.messages();
        for (Lane lane : lanes) {
            if (lane != null && lane.size() > 0) {
                walk(lane, batch);
            }
        }
        settle(batch.from());
        for (int i = catchingUp.size() - 1; i >= 0; i--) {
            CatchUp catchUp = catchingUp.get(i);
            catchUp.wentLive(batch);
            endIfLive(catchUp);
        }
    }

    private void walk(Lane lane, FramedBatch batch) {
        Form form = batch.form(lane.encoding());
        int size = lane.size();
        if (form == null && !batch.isSilent()) {
            // Asked for before somebody wanted this encoding: they fetch it themselves.
            for (int i = 0; i < size; i++) {
                leaving.add(lane.get(i));
            }
            return;
        }
        int bytes = form == null ? 0 : form.bytes();
        int written = 0;
        for (int i = 0; i < size; i++) {
            Session session = lane.session(i);
            if (write(session, batch, form)) {
                written++;
                acknowledgeUnasked(session, batch);
            } else {
                leaving.add(lane.get(i));
            }
        }
        loop.metrics().written(written, (long) written * bytes);
    }

    private boolean write(Session session, FramedBatch batch, @Nullable Form form) {
        try {
            return outlet.write(session, topic, batch, form);
        } catch (RuntimeException e) {
            log.error("unexpected error; a session of {} is closed", topic, e);
            loop.later(() -> session.close(CloseReason.of(CloseReason.GOING_AWAY, "try again")));
            return true;
        }
    }

    /** Takes those who did not get the batch out of the live set, now that nobody walks through it. */
    private void settle(Cursor before) {
        for (Membership membership : leaving) {
            leaveLive(membership);
            putIn(CatchUp.fallenBehind(membership, before));
        }
        leaving.clear();
    }

    private void leaveLive(Membership membership) {
        if (membership.isLive()) {
            lane(membership.session().encoding()).remove(membership);
            loop.metrics().live(-1);
        }
    }

    /** Writes a batch to a session that catches up, as {@link Outlet#writeFull} does. */
    boolean writeTo(Membership membership, FramedBatch batch) {
        Form form = batch.form(membership.session().encoding());
        boolean written = outlet.writeFull(membership.session(), topic, batch, form);
        if (written) {
            loop.metrics().written(1, form == null ? 0 : form.bytes());
            acknowledgeUnasked(membership.session(), batch);
        }
        return written;
    }

    /** What a client was sent that does not acknowledge counts as acknowledged. */
    private void acknowledgeUnasked(Session session, FramedBatch batch) {
        if (acknowledged && !session.acknowledges()) {
            loop.acknowledge(session, topic, batch.to());
        }
    }

    /** A batch that is sent again to one session. Nobody's place moves. */
    void again(String session, FramedBatch batch) {
        for (Lane lane : lanes) {
            for (int i = 0; lane != null && i < lane.size(); i++) {
                Membership membership = lane.get(i);
                Form form = batch.form(lane.encoding());
                @Nullable Frame full = form == null ? null : form.full();
                if (full != null && membership.session().id().equals(session)) {
                    membership.session().write(full);
                    return;
                }
            }
        }
    }

    /** The answer to a pull of a session that catches up. */
    void page(CatchUp catchUp, int request, FramedBatch page) {
        catchUp.page(request, page);
        endIfLive(catchUp);
    }

    void drained(Membership membership) {
        CatchUp catchUp = membership.catchUp();
        if (catchUp != null) {
            catchUp.drained();
            endIfLive(catchUp);
        }
    }

    void tick() {
        for (int i = catchingUp.size() - 1; i >= 0; i--) {
            CatchUp catchUp = catchingUp.get(i);
            catchUp.tick();
            endIfLive(catchUp);
        }
    }

    private void stepAll() {
        for (int i = catchingUp.size() - 1; i >= 0; i--) {
            CatchUp catchUp = catchingUp.get(i);
            catchUp.step();
            endIfLive(catchUp);
        }
    }

    private void endIfLive(CatchUp catchUp) {
        Membership membership = catchUp.membership();
        if (catchUp.hasArrived() && membership.catchUp() == catchUp) {
            takeOut(catchUp);
            goLive(membership);
        }
    }

    private void putIn(CatchUp catchUp) {
        if (catchingUp.isEmpty()) {
            loop.restless(this, true);
        }
        catchUp.index(catchingUp.size());
        catchingUp.add(catchUp);
        catchUp.membership().catchUp(catchUp);
    }

    /** The last one takes its place; who walks from the end to the beginning has seen that one. */
    private void takeOut(CatchUp catchUp) {
        CatchUp last = catchingUp.remove(catchingUp.size() - 1);
        if (last != catchUp) {
            catchingUp.set(catchUp.index(), last);
            last.index(catchUp.index());
        }
        catchUp.membership().catchUp(null);
        if (catchingUp.isEmpty()) {
            loop.restless(this, false);
        }
    }

    private Lane lane(Encoding encoding) {
        Lane lane = lanes[encoding.ordinal()];
        if (lane == null) {
            lane = new Lane(encoding);
            lanes[encoding.ordinal()] = lane;
        }
        return lane;
    }

    /**
     * Tells the table when the number has changed by more than a quarter, or an encoding was added; of topics that are
     * acknowledged, each change.
     */
    private void report() {
        int encodings = encodings();
        boolean added = (encodings & ~saidEncodings) != 0;
        boolean changed = count * 4 > saidCount * 5 || count * 4 < saidCount * 3;
        if (added || changed || acknowledged) {
            saidCount = count;
            saidEncodings = encodings;
            loop.changed(this, count, encodings, acknowledged ? readers() : List.of());
        }
    }

    private List<Reader> readers() {
        List<Reader> readers = new ArrayList<>(1);
        for (Lane lane : lanes) {
            for (int i = 0; lane != null && i < lane.size(); i++) {
                addReader(readers, lane.get(i));
            }
        }
        for (CatchUp catchUp : catchingUp) {
            addReader(readers, catchUp.membership());
        }
        return readers;
    }

    private static void addReader(List<Reader> readers, Membership membership) {
        Session session = membership.session();
        Cursor began = membership.began();
        if (session.acknowledges() && began != null) {
            Client client = session.client();
            readers.add(Reader.newBuilder()
                    .setSession(session.id())
                    .setUid(client.user() == null ? "" : client.user().uid().value())
                    .setDevice(client.device() == null ? "" : client.device())
                    .setEncoding(session.encoding().number())
                    .setFrom(began.toString())
                    .build());
        }
    }

    /** A set of bits: one for each encoding's number. */
    private int encodings() {
        int encodings = 0;
        for (Lane lane : lanes) {
            if (lane != null && lane.wanted() > 0) {
                encodings |= 1 << lane.encoding().number();
            }
        }
        return encodings;
    }
}
