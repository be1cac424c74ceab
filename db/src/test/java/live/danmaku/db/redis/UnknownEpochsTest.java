package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Epoch;
import org.junit.jupiter.api.Test;

class UnknownEpochsTest {

    private static final Topic TOPIC = Topic.room(new RoomId("r1"));

    private final AtomicLong nanos = new AtomicLong();
    private final UnknownEpochs epochs = new UnknownEpochs(nanos::get);

    @Test
    void mayBeNewer_aMinuteAfterItWasFirstMet_countsAsLost() {
        assertThat(epochs.mayBeNewer(TOPIC, new Epoch("e1"))).isTrue();
        nanos.addAndGet(UnknownEpochs.PATIENCE.toNanos() - 1);
        assertThat(epochs.mayBeNewer(TOPIC, new Epoch("e1"))).isTrue();
        nanos.incrementAndGet();

        assertThat(epochs.mayBeNewer(TOPIC, new Epoch("e1"))).isFalse();
        assertThat(epochs.mayBeNewer(TOPIC, new Epoch("e2"))).isTrue();
    }
}
