package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.Gear;
import live.danmaku.model.gear.GearStore;
import live.danmaku.model.gear.GearStoreContract;
import org.junit.jupiter.api.Test;

class RedisGearsIT extends GearStoreContract {

    private final RedisGears gears = new RedisGears(SharedRedis.LINK);

    @Override
    protected GearStore store() {
        return gears;
    }

    @Test
    void read_nothingHasChanged_readsNoGears_andAnotherProcessSeesWhatDid() {
        Flow flow = new Flow(Topic.room(new RoomId("versioned")), MessageType.COMMENT);
        RedisGears others = new RedisGears(SharedRedis.LINK);
        await(gears.pin(flow, Gear.THIRD, Duration.ofMinutes(1)));
        assertThat(await(others.read()).pins()).containsKey(flow);

        long before = wholeReadings();
        for (int i = 0; i < 10; i++) {
            assertThat(await(others.read()).pins()).containsKey(flow);
        }
        assertThat(wholeReadings()).isEqualTo(before);

        await(gears.pin(flow, Gear.FIRST, Duration.ZERO));
        assertThat(await(others.read()).pins()).doesNotContainKey(flow);
    }

    private static long wholeReadings() {
        String statistics = await(SharedRedis.LINK.commands().info("commandstats"));
        Matcher calls = Pattern.compile("cmdstat_hgetall:calls=(\\d+)").matcher(statistics);
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
