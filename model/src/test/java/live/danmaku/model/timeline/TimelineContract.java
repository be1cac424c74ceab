package live.danmaku.model.timeline;

import static live.danmaku.model.timeline.Appends.batch;
import static live.danmaku.model.timeline.Appends.comment;
import static live.danmaku.model.timeline.TestedTimeline.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendResult.Appended;
import org.junit.jupiter.api.Test;

/** What every timeline must do, whatever it is made of; each part of it says what about. */
public abstract class TimelineContract
        implements AppendContract, LossContract, ReadContract, TrimContract, OneViewerContract, DeletionContract {

    private final Topic topic = Topic.room(new RoomId("r" + UUID.randomUUID()));

    @Override
    public Topic topic() {
        return topic;
    }

    @Test
    void subscribe_everyAppend_isTheNextLinkOfAChain() throws Exception {
        BlockingQueue<Hint> hints = new LinkedBlockingQueue<>();
        try (HintSource.Subscription subscription = get(hints().subscribe(topic, hints::add))) {
            assertThat(subscription).isNotNull();
            long before = 0;
            for (int n = 1; n <= 3; n++) {
                Appended result = append(batch(topic, NOW, comment(n, "m" + n)));
                Hint hint = hints.poll(5, TimeUnit.SECONDS);
                assertThat(hint).isEqualTo(new Hint(topic, result.epoch(), before, result.clock()));
                before = result.clock();
            }
        }
    }
}
