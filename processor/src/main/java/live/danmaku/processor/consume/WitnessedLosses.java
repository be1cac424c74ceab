package live.danmaku.processor.consume;

import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.timeline.StoreWitness;

/** What a witness noticed that is not repaired yet. Thread-safe. */
final class WitnessedLosses {

    private final StoreWitness witness;
    private OptionalLong lastGood = OptionalLong.empty();

    WitnessedLosses(StoreWitness witness) {
        this.witness = witness;
        witness.onLoss(loss -> add(loss.lastGood()));
    }

    private synchronized void add(long good) {
        lastGood = LossNews.earlier(lastGood, good);
    }

    /** Looks now; what there is to be noticed has been noticed when this completes. */
    CompletionStage<Long> check() {
        return witness.check();
    }

    /** Up to when nothing was lost, in ms since 1970, if something was since the last call. */
    synchronized OptionalLong take() {
        OptionalLong taken = lastGood;
        lastGood = OptionalLong.empty();
        return taken;
    }
}
