package live.danmaku.processor.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import live.danmaku.model.MessageType;
import live.danmaku.model.UserId;
import live.danmaku.model.merge.Emission;
import live.danmaku.model.merge.Emission.Form;
import live.danmaku.model.timeline.TimelineEntry;
import org.junit.jupiter.api.Test;

class MergedMessageTest {

    private static final String HEAD = """
            {"id":"%s","type":"gift","priority":"P2","room":"r1","from":{"uid":"ann","name":"Ann"},"sentAt":%d,"at":59000,"body":""";

    @Test
    void of_plain_isTheMessageAsItCame() {
        TimelineEntry entry = MergedMessage.of(MessageType.GIFT, Emissions.of(Form.PLAIN, "g1", 0, 0));

        assertThat(entry.id().value()).isEqualTo("g1");
        assertThat(entry.payload()).asString(UTF_8).isEqualTo(Emissions.gift("g1"));
    }

    @Test
    void of_anyForm_isOfTheLastOnesSender() {
        assertThat(MergedMessage.of(MessageType.GIFT, Emissions.of(Form.PLAIN, "g1", 0, 0))
                        .sender())
                .isEqualTo(new UserId("ann"));
        assertThat(MergedMessage.of(MessageType.GIFT, Emissions.of(Form.FINAL, "g1", 0, 5))
                        .sender())
                .isEqualTo(new UserId("ann"));
    }

    @Test
    void of_combo_saysWhatItAddsAndTheTotal() {
        assertThat(payload(Form.COMBO, "g5", 3, 5))
                .isEqualTo(head("g5") + "{\"gift\":\"rose\",\"count\":3,\"combo\":5,\"value\":30}}");
    }

    @Test
    void of_finalThatAddsSomething_hasTheLastGiftsId() {
        assertThat(payload(Form.FINAL, "g5", 3, 5))
                .isEqualTo(head("g5") + "{\"gift\":\"rose\",\"count\":3,\"combo\":5,\"final\":true,\"value\":30}}");
    }

    @Test
    void of_finalThatAddsNothing_hasAnIdOfItsOwnThatIsAlwaysTheSame() {
        String longest = "x".repeat(64);
        Emission emission = Emissions.of(Form.FINAL, longest, 0, 5);

        TimelineEntry entry = MergedMessage.of(MessageType.GIFT, emission);

        assertThat(entry.id().value()).startsWith("final~").hasSizeLessThanOrEqualTo(64);
        assertThat(entry.payload())
                .asString(UTF_8)
                .isEqualTo(head(entry.id().value())
                        + "{\"gift\":\"rose\",\"count\":0,\"combo\":5,\"final\":true,\"value\":0}}");
        assertThat(MergedMessage.of(MessageType.GIFT, emission).payload()).isEqualTo(entry.payload());
    }

    @Test
    void of_likes_saysWhatItAddsAndTheCounter() {
        assertThat(payload(Form.LIKE, "l5", 3, 5)).isEqualTo(head("l5") + "{\"count\":3,\"total\":5}}");
    }

    private static String payload(Form form, String id, long count, long total) {
        Emission emission = Emissions.of(form, id, count, total);
        return new String(MergedMessage.of(MessageType.GIFT, emission).payload(), UTF_8);
    }

    private static String head(String id) {
        return HEAD.formatted(id, Emissions.NOW - 1_000);
    }
}
