package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.model.timeline.TimelineStress;
import live.danmaku.model.timeline.TimelineStress.Verdict;
import live.danmaku.model.timeline.TimelineWriter;
import org.junit.jupiter.api.Test;

/** Eight writers and four readers on one room at once, and the same judgement on writers with planted mistakes. */
class TimelineStressIT {

    private final Topic topic = Topic.room(new RoomId("r" + UUID.randomUUID()));
    private final TimelineReader reader = new RedisTimeline(SharedRedis.LINK, TimelineLimits.DEFAULT);

    @Test
    void manyWritersAndReaders_nothingLostNothingDoubledOneOrder() throws Exception {
        Verdict verdict = run(new RedisTimeline(SharedRedis.LINK, TimelineLimits.DEFAULT), 25_000);

        assertThat(verdict).isEqualTo(new Verdict(25_000, 0, 0, 0));
    }

    @Test
    void plantedMistake_placeIsBareMilliseconds_isCaught() throws Exception {
        assertThat(run(PlantedMistakes.placeIsBareMilliseconds(SharedRedis.LINK), 5_000)
                        .lost())
                .isPositive();
    }

    @Test
    void plantedMistake_numberFirstInsertLater_isCaught() throws Exception {
        assertThat(run(PlantedMistakes.numberFirstInsertLater(SharedRedis.LINK), 5_000)
                        .lost())
                .isPositive();
    }

    @Test
    void plantedMistake_dedupeByOffset_isCaught() throws Exception {
        assertThat(run(PlantedMistakes.dedupeByOffset(SharedRedis.LINK), 5_000).lost())
                .isPositive();
    }

    private Verdict run(TimelineWriter writer, int messages) throws Exception {
        return new TimelineStress(writer, reader, topic).run(8, 4, messages);
    }
}
