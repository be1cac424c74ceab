package live.danmaku.push.connector.hub;

import live.danmaku.model.Topic;
import live.danmaku.push.connector.hub.FramedBatch.Form;
import live.danmaku.push.connector.session.Frame;
import live.danmaku.push.connector.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch to one session in the form that it can take now: all of it; what is essential, when much waits for the
 * client; nothing, when too much does. Allocates nothing. Called on the session's loop.
 */
final class Outlet {

    private final long soft;
    private final long hard;
    private final HubMetrics metrics;

    Outlet(HubSettings settings, HubMetrics metrics) {
        this.soft = settings.soft().toBytes();
        this.hard = settings.hard().toBytes();
        this.metrics = metrics;
    }

    /**
     * @param form the session's; null only for a batch that is silent
     * @return false when too much waits already; the session is then told nothing of this batch
     */
    boolean write(Session session, Topic topic, FramedBatch batch, @Nullable Form form) {
        long pending = session.pendingBytes();
        if (pending > hard) {
            return false;
        }
        if (pending > soft && form != null && form.shrinks()) {
            writeEssential(session, topic, batch, form);
        } else {
            writeAll(session, topic, batch, form);
        }
        return true;
    }

    /** The same for a session that catches up: it waits rather than go without anything. */
    boolean writeFull(Session session, Topic topic, FramedBatch batch, @Nullable Form form) {
        if (session.pendingBytes() > hard) {
            return false;
        }
        writeAll(session, topic, batch, form);
        return true;
    }

    private void writeAll(Session session, Topic topic, FramedBatch batch, @Nullable Form form) {
        if (form == null) {
            skip(session, topic, batch, 0);
        } else if (form.unfit()) {
            metrics.leftOutUnfit(batch.messages());
            skip(session, topic, batch, batch.messages());
        } else if (form.full() != null) {
            session.write(form.full());
        }
    }

    private void writeEssential(Session session, Topic topic, FramedBatch batch, Form form) {
        Frame essential = form.essential();
        metrics.leftOutSlow(form.essentialLeftOut());
        if (essential == null) {
            skip(session, topic, batch, form.essentialLeftOut());
        } else {
            session.write(essential);
        }
    }

    /** Where nothing is written that would tell it, the session is told that the place has moved. */
    private static void skip(Session session, Topic topic, FramedBatch batch, int messages) {
        if (batch.moves()) {
            session.leftOut(topic, batch.from(), batch.to(), messages, batch.gap());
        }
    }
}
