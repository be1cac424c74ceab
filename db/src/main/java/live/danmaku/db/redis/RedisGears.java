package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.Gear;
import live.danmaku.model.gear.GearPin;
import live.danmaku.model.gear.GearState;
import live.danmaku.model.gear.GearStore;
import live.danmaku.model.gear.GearTable;

/**
 * Gears in the hash {@code {danmaku:gears}:states}, flow → {@code <gear> <since> <move at> <move before> <reason>}, and
 * pins in {@code {danmaku:gears}:pins}, flow → {@code <gear> <until>}. A change gives {@code {danmaku:gears}:version} a value
 * that was never there, also not before a loss, so that a reading of what is known costs no more than that. The clock is
 * Redis's. Thread-safe.
 */
public final class RedisGears implements GearStore {

    private static final LuaScript READ = LuaScript.load("read-gears.lua");
    private static final LuaScript PUT = LuaScript.load("put-gear.lua");
    private static final LuaScript PIN = LuaScript.load("pin-gear.lua");
    private static final byte[] STATES = bytes(FlowNames.PREFIX + "states");
    private static final byte[] PINS = bytes(FlowNames.PREFIX + "pins");
    private static final byte[] VERSION = bytes(FlowNames.PREFIX + "version");

    private final RedisLink redis;
    private volatile Known known = new Known("", Map.of(), List.of());

    /** What was read last; pins may have ended since. */
    private record Known(String version, Map<Flow, GearState> states, List<GearPin> pins) {

        GearTable at(long now) {
            Map<Flow, GearPin> pinned = new HashMap<>();
            pins.stream().filter(pin -> pin.until() > now).forEach(pin -> pinned.put(pin.flow(), pin));
            return new GearTable(now, states, pinned);
        }
    }

    public RedisGears(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<GearTable> read() {
        Known had = known;
        CompletionStage<List<Object>> answer = READ.read(
                redis.commands(), ScriptOutputType.MULTI, new byte[][] {STATES, PINS, VERSION}, bytes(had.version()));
        return answer.thenApply(reply -> {
            Known now = reply.size() == 2 ? had : known(reply);
            known = now;
            return now.at(Replies.number(reply.get(0)));
        });
    }

    private static Known known(List<Object> reply) {
        Map<Flow, GearState> states = new HashMap<>();
        List<Object> allStates = Replies.list(reply.get(2));
        for (int i = 0; i < allStates.size(); i += 2) {
            GearState state =
                    state(FlowNames.parse(Replies.text(allStates.get(i))), Replies.text(allStates.get(i + 1)));
            states.put(state.flow(), state);
        }
        List<GearPin> pins = new ArrayList<>();
        List<Object> allPins = Replies.list(reply.get(3));
        for (int i = 0; i < allPins.size(); i += 2) {
            pins.add(pin(FlowNames.parse(Replies.text(allPins.get(i))), Replies.text(allPins.get(i + 1))));
        }
        return new Known(Replies.text(reply.get(1)), Map.copyOf(states), List.copyOf(pins));
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
    public CompletionStage<Boolean> shift(GearState before, GearState after) {
        return put(before, text(after));
    }

    @Override
    public CompletionStage<Boolean> forget(GearState before) {
        return put(before, "");
    }

    private CompletionStage<Boolean> put(GearState before, String after) {
        CompletionStage<Long> done = PUT.run(
                redis.commands(),
                ScriptOutputType.INTEGER,
                new byte[][] {STATES, VERSION},
                bytes(FlowNames.of(before.flow())),
                bytes(before.equals(GearState.first(before.flow())) ? "" : text(before)),
                bytes(after),
                newVersion());
        return done.thenApply(kept -> kept == 1);
    }

    private static String text(GearState state) {
        return "%d %d %d %d %s"
                .formatted(
                        state.gear().number(),
                        state.since(),
                        state.move().at(),
                        state.move().before(),
                        state.reason());
    }

    @Override
    public CompletionStage<Long> pin(Flow flow, Gear gear, Duration length) {
        CompletionStage<byte[]> until = PIN.run(
                redis.commands(),
                ScriptOutputType.VALUE,
                new byte[][] {PINS, VERSION},
                bytes(FlowNames.of(flow)),
                bytes(Integer.toString(gear.number())),
                bytes(Long.toString(length.toMillis())),
                newVersion());
        return until.thenApply(Replies::number);
    }

    private static byte[] newVersion() {
        return bytes(UUID.randomUUID().toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
