package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.Handover;
import live.danmaku.model.gear.HandoverBoard;
import live.danmaku.model.gear.HandoverBoard.Progress;
import live.danmaku.model.gear.HandoverBoard.View;
import live.danmaku.model.timeline.LossLog;
import live.danmaku.model.timeline.LossLog.Loss;
import org.junit.jupiter.api.Test;

class RedisHandoversIT {

    private final HandoverBoard board = new RedisHandovers(SharedRedis.LINK);
    private final Flow flow = new Flow(Topic.room(new RoomId("r" + UUID.randomUUID())), MessageType.COMMENT);
    private final Handover first = new Handover(flow, 1_700_000_000_000L);
    private final Handover second = new Handover(flow, 1_700_000_005_000L);

    @Test
    void exchange_whatSomebodyWaitsFor_isOpenForAll() {
        get(board.exchange(List.of(first, second), List.of()));

        assertThat(get(board.exchange(List.of(), List.of())).open()).contains(first, second);
    }

    @Test
    void exchange_whatOthersTold_isSeenByWhoWaits() {
        get(board.exchange(List.of(), List.of(new Progress(first, 3, 10), new Progress(second, 3, 4))));
        get(board.exchange(List.of(), List.of(new Progress(first, 3, 12), new Progress(first, 7, 1))));

        View view = get(board.exchange(List.of(first), List.of()));

        assertThat(view.progress()).containsOnlyKeys(first).containsEntry(first, Map.of(3, 12L, 7, 1L));
    }

    @Test
    void exchange_tellAndAskAtOnce_seesOnesOwn() {
        View view = get(board.exchange(List.of(second, first), List.of(new Progress(first, 0, 5))));

        assertThat(view.progress()).containsEntry(first, Map.of(0, 5L)).containsEntry(second, Map.of());
    }

    @Test
    void losses_toldAfterAnother_areReadInOrder() {
        RedisLosses losses = new RedisLosses(SharedRedis.LINK);
        Loss one = get(losses.tell(100));
        Loss two = get(losses.tell(200));

        assertThat(get(losses.after(one.id()))).first().isEqualTo(two);
        assertThat(get(losses.after(LossLog.START))).contains(one, two);
        assertThat(get(losses.after(two.id()))).doesNotContain(one, two);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
