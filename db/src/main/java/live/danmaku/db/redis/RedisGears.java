package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.Gear;
import live.danmaku.model.gear.GearPin;
import live.danmaku.model.gear.GearState;
import live.danmaku.model.gear.GearStore;
import live.danmaku.model.gear.GearTable;

/**
 * Gears in the hash {@code {danmaku:gears}:states}, flow → {@code <gear> <since> <move at> <move before> <reason>}, and
 * pins in {@code {danmaku:gears}:pins}, flow → {@code <gear> <until>}. The clock is Redis's. Thread-safe.
 */
public final class RedisGears implements GearStore {

    private static final LuaScript PIN = LuaScript.load("pin-gear.lua");
    private static final byte[] STATES = bytes(FlowNames.PREFIX + "states");
    private static final byte[] PINS = bytes(FlowNames.PREFIX + "pins");

    private final RedisLink redis;

    public RedisGears(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<GearTable> read() {
        RedisAsyncCommands<byte[], byte[]> commands = redis.commands();
        CompletionStage<List<byte[]>> time = commands.time();
        CompletionStage<Map<byte[], byte[]>> states = commands.hgetall(STATES);
        CompletionStage<Map<byte[], byte[]>> pins = commands.hgetall(PINS);
        return time.thenCompose(clock ->
                states.thenCombine(pins, (allStates, allPins) -> table(Replies.millis(clock), allStates, allPins)));
    }

    private static GearTable table(long now, Map<byte[], byte[]> states, Map<byte[], byte[]> pins) {
        Map<Flow, GearState> byFlow = new HashMap<>();
        states.forEach((name, text) -> {
            GearState state = state(FlowNames.parse(new String(name, UTF_8)), new String(text, UTF_8));
            byFlow.put(state.flow(), state);
        });
        Map<Flow, GearPin> pinned = new HashMap<>();
        pins.forEach((name, text) -> {
            GearPin pin = pin(FlowNames.parse(new String(name, UTF_8)), new String(text, UTF_8));
            if (pin.until() > now) {
                pinned.put(pin.flow(), pin);
            }
        });
        return new GearTable(now, byFlow, pinned);
    }

    private static GearState state(Flow flow, String text) {
        String[] words = text.split(" ", 5);
        return new GearState(
                flow,
                Gear.of(Integer.parseInt(words[0])),
                Long.parseLong(words[1]),
                words[4],
                new GearState.Move(Long.parseLong(words[2]), Long.parseLong(words[3])));
    }

    private static GearPin pin(Flow flow, String text) {
        String[] words = text.split(" ");
        return new GearPin(flow, Gear.of(Integer.parseInt(words[0])), Long.parseLong(words[1]));
    }

    @Override
    public CompletionStage<Void> put(GearState state) {
        String text = "%d %d %d %d %s"
                .formatted(
                        state.gear().number(),
                        state.since(),
                        state.move().at(),
                        state.move().before(),
                        state.reason());
        return redis.commands()
                .hset(STATES, bytes(FlowNames.of(state.flow())), bytes(text))
                .thenAccept(isNew -> {});
    }

    @Override
    public CompletionStage<Void> forget(Flow flow) {
        return redis.commands().hdel(STATES, bytes(FlowNames.of(flow))).thenAccept(count -> {});
    }

    @Override
    public CompletionStage<Long> pin(Flow flow, Gear gear, Duration length) {
        CompletionStage<byte[]> until = PIN.run(
                redis.commands(),
                ScriptOutputType.VALUE,
                new byte[][] {PINS},
                bytes(FlowNames.of(flow)),
                bytes(Integer.toString(gear.number())),
                bytes(Long.toString(length.toMillis())));
        return until.thenApply(Replies::number);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
