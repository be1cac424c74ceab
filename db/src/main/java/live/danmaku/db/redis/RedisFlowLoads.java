package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.FlowLoad;
import live.danmaku.model.gear.FlowLoads;

/**
 * Loads in the hash {@code {danmaku:gears}:loads}, processor → the time and a line a flow, and who chooses gears in {@code
 * {danmaku:gears}:leader}. Thread-safe.
 */
public final class RedisFlowLoads implements FlowLoads {

    private static final LuaScript LEAD = LuaScript.load("lead.lua");
    private static final byte[] LOADS = bytes(FlowNames.PREFIX + "loads");
    private static final byte[] LEADER = bytes(FlowNames.PREFIX + "leader");

    private final RedisLink redis;

    public RedisFlowLoads(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Void> report(String processor, Collection<FlowLoad> loads) {
        String lines = loads.stream().map(RedisFlowLoads::line).collect(Collectors.joining("\n"));
        return redis.commands()
                .time()
                .thenCompose(clock -> redis.commands()
                        .hset(LOADS, bytes(processor), bytes(Replies.millis(clock) + "\n" + lines))
                        .thenAccept(isNew -> {}));
    }

    private static String line(FlowLoad load) {
        return "%d %d %d %s".formatted(load.lagMs(), load.ratePerS(), load.waiting(), FlowNames.of(load.flow()));
    }

    @Override
    public CompletionStage<List<FlowLoad>> read() {
        CompletionStage<List<byte[]>> time = redis.commands().time();
        return redis.commands()
                .hgetall(LOADS)
                .thenCombine(time, (reports, clock) -> sum(reports, Replies.millis(clock) - KEPT.toMillis()));
    }

    private List<FlowLoad> sum(Map<byte[], byte[]> reports, long since) {
        Map<Flow, FlowLoad> loads = new HashMap<>();
        reports.forEach((processor, text) -> {
            String[] lines = new String(text, UTF_8).split("\n");
            if (Long.parseLong(lines[0]) < since) {
                redis.commands().hdel(LOADS, processor); // it is gone, or will report again
                return;
            }
            for (int i = 1; i < lines.length; i++) {
                FlowLoad load = load(lines[i]);
                loads.merge(load.flow(), load, FlowLoad::and);
            }
        });
        return List.copyOf(loads.values());
    }

    private static FlowLoad load(String line) {
        String[] words = line.split(" ", 4);
        return new FlowLoad(
                FlowNames.parse(words[3]),
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]));
    }

    @Override
    public CompletionStage<Boolean> lead(String processor, Duration length) {
        CompletionStage<Long> leads = LEAD.run(
                redis.commands(),
                ScriptOutputType.INTEGER,
                new byte[][] {LEADER},
                bytes(processor),
                bytes(Long.toString(length.toMillis())));
        return leads.thenApply(answer -> answer == 1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
