package live.danmaku.db.redis;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import live.danmaku.model.timeline.StoreLoss;

/**
 * What a witness's writer knows. With each loss it begins anew, so that answers to what was sent before are not taken for
 * another one. Thread-safe.
 */
final class WitnessLife {

    private static final long NONE = -1;

    private final List<Consumer<StoreLoss>> listeners = new CopyOnWriteArrayList<>();
    private long number;
    private long first = NONE;
    private long last = NONE;
    private long kept = NONE;
    private String server = "";

    /**
     * A witness on its way, with what was known when it was sent: answers may come late and out of order.
     *
     * @param life how many losses were known
     * @param kept the highest witness known to be kept, or -1
     * @param server the replication id told with it; empty when none was
     */
    record Sent(long life, long witness, long kept, String server) {}

    /** What an answer tells. */
    enum Found {
        KEPT,
        /** A loss that was not known; the listeners have been called. */
        LOST,
        /** Nothing: a loss was noticed after the question was asked. */
        OUTDATED
    }

    /** @param now by a steady clock, in ms */
    synchronized Sent begin(long now) {
        last = Math.max(now, last + 1);
        if (first == NONE) {
            first = last;
        }
        return new Sent(number, last, kept, server);
    }

    /**
     * @param found the witness that was there before, or -1
     * @param dated makes a loss of the time, by the steady clock, up to which nothing was lost
     */
    synchronized Found answered(Sent sent, long found, String serverNow, LongFunction<StoreLoss> dated) {
        if (sent.life() != number) {
            return Found.OUTDATED;
        }
        if (found < sent.kept() || !sent.server().isEmpty() && !sent.server().equals(serverNow)) {
            number++;
            kept = found;
            server = "";
            StoreLoss loss = dated.apply(found == NONE ? first : found);
            listeners.forEach(listener -> listener.accept(loss));
            return Found.LOST;
        }
        kept = Math.max(kept, Math.max(found, sent.witness()));
        server = serverNow;
        return Found.KEPT;
    }

    synchronized long losses() {
        return number;
    }

    void onLoss(Consumer<StoreLoss> listener) {
        listeners.add(listener);
    }
}
