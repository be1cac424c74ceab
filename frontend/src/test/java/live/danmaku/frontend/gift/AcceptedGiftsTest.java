package live.danmaku.frontend.gift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageId;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftNote;
import live.danmaku.model.gift.InMemoryGiftNotes;
import org.junit.jupiter.api.Test;

class AcceptedGiftsTest {

    private static final MessageId ID = new MessageId("g1");
    private static final UserId ANN = new UserId("ann");

    private final InMemoryGiftNotes notes = new InMemoryGiftNotes();
    private final AcceptedGifts gifts = new AcceptedGifts(notes);

    @Test
    void note_isFoundAsPending() throws Exception {
        note();

        assertThat(notes.find(ID).toCompletableFuture().get()).isEqualTo(Map.of(ANN, new GiftNote.Pending()));
    }

    @Test
    void note_storeAway_theGiftIsAcceptedAllTheSame() throws Exception {
        notes.setAway(true);

        note();
    }

    @Test
    void note_storeHangs_theSenderWaitsLessThanASecond() throws Exception {
        notes.setHanging(true);

        note();
    }

    private void note() throws Exception {
        gifts.note(ID, ANN).toCompletableFuture().get(1, TimeUnit.SECONDS);
    }
}
