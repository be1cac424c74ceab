package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.NodeId;
import live.danmaku.model.route.DrainOrder;
import live.danmaku.model.route.NodeRegistry;
import live.danmaku.model.route.NodeStatus;
import live.danmaku.model.route.NodeTable;

/**
 * What announcers say of nodes in the hash {@code {danmaku:nodes}:words}, {@code <node> <announcer>} → the time and a status,
 * and what ops ordered in {@code {danmaku:nodes}:drains}. Thread-safe.
 */
public final class RedisNodeRegistry implements NodeRegistry {

    private static final LuaScript ANNOUNCE = LuaScript.load("announce-node.lua");
    private static final LuaScript WITHDRAW = LuaScript.load("withdraw-node.lua");
    private static final LuaScript LIST = LuaScript.load("list-nodes.lua");
    private static final LuaScript ORDER_DRAIN = LuaScript.load("order-drain.lua");

    /** The braces keep both on one shard. */
    private static final byte[] WORDS = bytes("{danmaku:nodes}:words");

    private static final byte[] DRAINS = bytes("{danmaku:nodes}:drains");

    private final RedisLink redis;

    public RedisNodeRegistry(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Optional<DrainOrder>> announce(String announcer, NodeStatus node) {
        CompletionStage<List<Object>> order = ANNOUNCE.run(
                redis.commands(),
                ScriptOutputType.MULTI,
                new byte[][] {WORDS, DRAINS},
                bytes(node.id().value()),
                bytes(announcer),
                bytes(NodeText.of(node)));
        return order.thenApply(words -> words.isEmpty()
                ? Optional.empty()
                : Optional.of(new DrainOrder(Replies.number(words.get(0)), Replies.number(words.get(1)))));
    }

    @Override
    public CompletionStage<Void> withdraw(String announcer, NodeId node) {
        CompletionStage<Long> noted = WITHDRAW.run(
                redis.commands(),
                ScriptOutputType.INTEGER,
                new byte[][] {WORDS},
                bytes(node.value()),
                bytes(announcer));
        return noted.thenAccept(done -> {});
    }

    @Override
    public CompletionStage<NodeTable> list() {
        CompletionStage<List<Object>> answer = LIST.run(
                redis.commands(),
                ScriptOutputType.MULTI,
                new byte[][] {WORDS, DRAINS},
                bytes(Long.toString(LEASE.toMillis())));
        return answer.thenApply(RedisNodeRegistry::table);
    }

    private static NodeTable table(List<Object> answer) {
        Map<NodeId, NodeStatus> nodes = new HashMap<>();
        for (Object status : Replies.list(answer.get(0))) {
            NodeStatus node = NodeText.parse((byte[]) status);
            nodes.put(node.id(), node);
        }
        Set<NodeId> withdrawn = new HashSet<>();
        for (Object id : Replies.list(answer.get(1))) {
            withdrawn.add(new NodeId(Replies.text(id)));
        }
        withdrawn.removeAll(nodes.keySet());
        Map<NodeId, DrainOrder> drains = new HashMap<>();
        List<Object> orders = Replies.list(answer.get(2));
        for (int i = 0; i < orders.size(); i += 3) {
            drains.put(
                    new NodeId(Replies.text(orders.get(i))),
                    new DrainOrder(Replies.number(orders.get(i + 1)), Replies.number(orders.get(i + 2))));
        }
        return new NodeTable(nodes, withdrawn, drains);
    }

    @Override
    public CompletionStage<DrainOrder> orderDrain(NodeId node, Duration over) {
        CompletionStage<byte[]> until = ORDER_DRAIN.run(
                redis.commands(),
                ScriptOutputType.VALUE,
                new byte[][] {DRAINS},
                bytes(node.value()),
                bytes(Long.toString(over.toMillis())));
        return until.thenApply(at -> new DrainOrder(Replies.number(at), over.toMillis()));
    }

    @Override
    public CompletionStage<Boolean> cancelDrain(NodeId node) {
        return redis.commands().hdel(DRAINS, bytes(node.value())).thenApply(count -> count > 0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
