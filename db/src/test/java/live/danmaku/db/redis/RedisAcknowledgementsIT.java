package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.push.Acknowledgements;
import live.danmaku.model.push.AcknowledgementsContract;
import live.danmaku.model.push.Recipient;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import org.junit.jupiter.api.Test;

class RedisAcknowledgementsIT extends AcknowledgementsContract {

    private final RedisAcknowledgements acknowledgements = new RedisAcknowledgements(SharedRedis.LINK);

    @Override
    protected Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    @Test
    void acknowledge_isForgottenWhenNothingItStandsForMatters() {
        UserId ann = new UserId("ann" + UUID.randomUUID());
        acknowledgements
                .acknowledge(Topic.user(ann), new Recipient(ann, null), new Cursor(new Epoch("e1"), 1))
                .toCompletableFuture()
                .join();

        byte[] key = new TopicKeys(Topic.user(ann)).acknowledged();
        assertThat(SharedRedis.LINK.commands().pttl(key).toCompletableFuture().join())
                .isBetween(1L, Acknowledgements.KEPT.toMillis());
    }
}
