package live.danmaku.client;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A long connection in the native dialect: auth, heartbeats, batches, acknowledgements. All of it, and all it tells, is on the
 * client's thread.
 */
final class PushConnection {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final double SILENT_HEARTBEATS = 2.5;

    /** Told on the client's thread; nothing after {@link PushConnection#close}. */
    interface Listener {

        /** It is up. */
        void opened(PushConnection connection);

        void batch(PushConnection connection, Batch batch);

        /** The last call. */
        void closed(PushConnection connection, Ending why);
    }

    private final String address;
    private final PushLink link;
    private final Listener listener;
    private final ScheduledExecutorService thread;
    private final ObjectNode auth;
    private final PacketReader packets = new PacketReader();
    private final Map<String, String> places = new HashMap<>();
    private final RandomGenerator random;
    private final Future<?> deadline;
    private long heartbeatMs = 30_000;
    private long heardAt = System.nanoTime();
    private @Nullable Future<?> heartbeat;
    private @Nullable Ending said;
    private boolean open;
    private boolean over;

    /** @param auth what is sent first */
    PushConnection(
            String address,
            Function<PushLink.Listener, PushLink> opens,
            ObjectNode auth,
            ScheduledExecutorService thread,
            RandomGenerator random,
            long connectWithinMs,
            Listener listener) {
        this.address = address;
        this.auth = auth;
        this.thread = thread;
        this.random = random;
        this.listener = listener;
        this.link = opens.apply(new Ears());
        this.deadline = thread.schedule(
                () -> end(Ending.lost("no answer to the connect")), connectWithinMs, TimeUnit.MILLISECONDS);
    }

    String address() {
        return address;
    }

    void start() {
        link.open();
    }

    /** Ends it; nothing is told afterwards. */
    void close() {
        over = true;
        forget();
        link.close();
    }

    void acknowledge(String topic, String cursor) {
        send(
                Packet.ACKNOWLEDGE,
                JSON.writeValueAsBytes(
                        JSON.createObjectNode().put("topic", topic).put("cursor", cursor)));
    }

    /** From the link's threads to the client's. */
    private final class Ears implements PushLink.Listener {

        @Override
        public void opened() {
            send(Packet.AUTH, JSON.writeValueAsBytes(auth));
        }

        @Override
        public void received(ByteBuffer bytes) {
            ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            thread.execute(() -> take(copy));
        }

        @Override
        public void ended(String why) {
            if (!thread.isShutdown()) {
                thread.execute(() -> end(said != null ? said : Ending.lost(why)));
            }
        }
    }

    private void take(ByteBuffer bytes) {
        if (over) {
            return;
        }
        heardAt = System.nanoTime();
        try {
            packets.read(bytes, this::take);
        } catch (RuntimeException e) {
            end(new Ending(Ending.HOLE, e.toString(), 0, List.of()));
        }
    }

    private void take(Packet packet) {
        if (over) {
            return;
        }
        switch (packet.operation()) {
            case Packet.AUTH_REPLY -> authenticated(json(packet));
            case Packet.MESSAGES -> batch(Batch.of(json(packet)));
            case Packet.DISCONNECT -> said = Ending.of(json(packet));
            default -> {
                // Heartbeat replies, and words of a later version.
            }
        }
    }

    private void authenticated(JsonNode reply) {
        if (reply.path("code").asInt(0) != 0) {
            end(Ending.of(reply));
            return;
        }
        deadline.cancel(false);
        open = true;
        heartbeatMs = Math.max(1, reply.path("heartbeatMs").asLong(heartbeatMs));
        reply.path("cursors").forEachEntry((topic, cursor) -> places.put(topic, cursor.asString("")));
        heartbeat = thread.scheduleAtFixedRate(
                this::beat, (long) (heartbeatMs * random.nextDouble()), heartbeatMs, TimeUnit.MILLISECONDS);
        listener.opened(this);
    }

    private void beat() {
        long silentMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heardAt);
        if (silentMs > SILENT_HEARTBEATS * heartbeatMs) {
            end(Ending.lost("the server is silent"));
        } else {
            send(Packet.HEARTBEAT, new byte[0]);
        }
    }

    private void batch(Batch batch) {
        String place = places.get(batch.topic());
        boolean goesOn = place == null || batch.from() == null || batch.from().equals(place) || batch.gap();
        if (goesOn) {
            places.put(batch.topic(), batch.to());
        } else if (!batch.isAcknowledged()) {
            end(new Ending(Ending.HOLE, "something was missing", 0, List.of()));
            return;
        }
        listener.batch(this, batch);
    }

    boolean isOpen() {
        return open && !over;
    }

    private void send(int operation, byte[] body) {
        link.send(Packet.bytes(operation, body));
    }

    private void end(Ending why) {
        if (!over) {
            over = true;
            forget();
            link.close();
            listener.closed(this, why);
        }
    }

    private void forget() {
        deadline.cancel(false);
        Future<?> beating = heartbeat;
        if (beating != null) {
            beating.cancel(false);
        }
    }

    private static JsonNode json(Packet packet) {
        byte[] bytes = new byte[packet.body().remaining()];
        packet.body().duplicate().get(bytes);
        return JSON.readTree(bytes);
    }
}
