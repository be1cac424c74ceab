package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.FlowLoad;
import org.junit.jupiter.api.Test;

class RedisFlowLoadsIT {

    private final RedisFlowLoads loads = new RedisFlowLoads(SharedRedis.LINK);
    private final String one = UUID.randomUUID().toString();
    private final String other = UUID.randomUUID().toString();
    private final Flow flow = new Flow(Topic.room(new RoomId("r" + UUID.randomUUID())), MessageType.LIKE);

    @Test
    void read_twoProcessorsOfOneFlow_isTheirSumAndTheHighestLag() {
        get(loads.report(one, List.of(new FlowLoad(flow, 1_500, 100, 7))));
        get(loads.report(other, List.of(new FlowLoad(flow, 20, 50, 0))));

        assertThat(get(loads.read())).contains(new FlowLoad(flow, 1_500, 150, 7));
    }

    @Test
    void report_again_replacesWhatWasTold() {
        get(loads.report(one, List.of(new FlowLoad(flow, 1_500, 100, 7))));
        get(loads.report(one, List.of()));

        assertThat(get(loads.read())).noneMatch(load -> load.flow().equals(flow));
    }

    @Test
    void lead_whileOneLeads_isForNobodyElse() {
        SharedRedis.LINK
                .commands()
                .del((FlowNames.PREFIX + "leader").getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(get(loads.lead(one, Duration.ofSeconds(30)))).isTrue();
        assertThat(get(loads.lead(other, Duration.ofSeconds(30)))).isFalse();
        assertThat(get(loads.lead(one, Duration.ofMillis(1)))).isTrue();
        org.awaitility.Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> get(loads.lead(other, Duration.ofMillis(1))));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
