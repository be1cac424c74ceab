package live.danmaku.model.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.DeviceId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import org.junit.jupiter.api.Test;

/** What all {@link Acknowledgements} must do. */
public abstract class AcknowledgementsContract {

    private static final Epoch EPOCH = new Epoch("e1");

    private final UserId ann = new UserId("ann" + UUID.randomUUID());
    private final Topic topic = Topic.user(ann);
    private final Recipient phone = new Recipient(ann, new DeviceId("phone"));
    private final Recipient tablet = new Recipient(ann, new DeviceId("tablet"));
    private final Recipient unknownDevice = new Recipient(ann, null);

    protected abstract Acknowledgements acknowledgements();

    @Test
    void of_nothingAcknowledged_isTheOrigin() {
        assertThat(of(phone)).isEqualTo(Cursor.ORIGIN);
    }

    @Test
    void acknowledge_countsForThatDeviceOnly() {
        acknowledge(phone, at(1L << 52));
        acknowledge(unknownDevice, at(3));

        assertThat(of(phone)).isEqualTo(at(1L << 52));
        assertThat(of(unknownDevice)).isEqualTo(at(3));
        assertThat(of(tablet)).isEqualTo(Cursor.ORIGIN);
    }

    @Test
    void acknowledge_backwards_changesNothing() {
        acknowledge(phone, at(1_000));
        acknowledge(phone, at(999));

        assertThat(of(phone)).isEqualTo(at(1_000));
        acknowledge(phone, at(1_001));
        assertThat(of(phone)).isEqualTo(at(1_001));
    }

    @Test
    void acknowledge_anotherEpoch_replacesWhatIsKept() {
        acknowledge(phone, at(1_000));
        acknowledge(phone, new Cursor(new Epoch("e2"), 5));

        assertThat(of(phone)).isEqualTo(new Cursor(new Epoch("e2"), 5));
    }

    private static Cursor at(long place) {
        return new Cursor(EPOCH, place);
    }

    private Cursor of(Recipient recipient) {
        return get(acknowledgements().of(topic, recipient));
    }

    private void acknowledge(Recipient recipient, Cursor cursor) {
        CompletionStage<Void> done = acknowledgements().acknowledge(topic, recipient, cursor);
        done.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
