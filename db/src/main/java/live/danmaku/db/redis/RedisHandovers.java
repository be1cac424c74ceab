package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import live.danmaku.model.gear.Handover;
import live.danmaku.model.gear.HandoverBoard;

/**
 * The board as hashes: {@code {danmaku:gears}:handovers} of all that are open, and {@code {danmaku:gears}:handover:<flow>
 * <since>} of partition → offset for each. Thread-safe.
 */
public final class RedisHandovers implements HandoverBoard {

    private static final LuaScript SCRIPT = LuaScript.load("handovers.lua");
    private static final byte[] OPEN_FOR = bytes(Duration.ofSeconds(2).toMillis());
    private static final byte[] KEPT_FOR = bytes(Duration.ofMinutes(2).toSeconds());

    private final RedisLink redis;

    public RedisHandovers(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<View> exchange(Collection<Handover> waitingFor, Collection<Progress> told) {
        List<Handover> waited = List.copyOf(waitingFor);
        Set<Handover> distinct = new LinkedHashSet<>(waited);
        told.forEach(progress -> distinct.add(progress.handover()));
        List<Handover> named = List.copyOf(distinct);

        List<byte[]> keys = new ArrayList<>();
        keys.add(bytes(FlowNames.PREFIX + "handovers"));
        List<byte[]> arguments = new ArrayList<>(List.of(OPEN_FOR, KEPT_FOR, bytes(waited.size())));
        for (Handover handover : named) {
            keys.add(bytes(FlowNames.PREFIX + "handover:" + name(handover)));
            arguments.add(bytes(name(handover)));
        }
        for (Progress progress : told) {
            arguments.add(bytes(1 + named.indexOf(progress.handover())));
            arguments.add(bytes(progress.partition()));
            arguments.add(bytes(progress.below()));
        }
        CompletionStage<List<Object>> answer = SCRIPT.run(
                redis.commands(),
                ScriptOutputType.MULTI,
                keys.toArray(byte[][]::new),
                arguments.toArray(byte[][]::new));
        return answer.thenApply(parts -> view(waited, parts));
    }

    private static View view(List<Handover> waited, List<Object> parts) {
        Set<Handover> open = Replies.list(parts.get(0)).stream()
                .map(name -> handover(Replies.text(name)))
                .collect(Collectors.toSet());
        Map<Handover, Map<Integer, Long>> progress = new HashMap<>();
        for (int i = 0; i < waited.size(); i++) {
            List<Object> pairs = Replies.list(parts.get(1 + i));
            Map<Integer, Long> below = new HashMap<>();
            for (int at = 0; at < pairs.size(); at += 2) {
                below.put((int) Replies.number(pairs.get(at)), Replies.number(pairs.get(at + 1)));
            }
            progress.put(waited.get(i), below);
        }
        return new View(open, progress);
    }

    private static String name(Handover handover) {
        return handover.since() + " " + FlowNames.of(handover.flow());
    }

    private static Handover handover(String name) {
        int space = name.indexOf(' ');
        return new Handover(FlowNames.parse(name.substring(space + 1)), Long.parseLong(name.substring(0, space)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }
}
