package live.danmaku.db.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where reads go: to the first replica that is well, in the order of the settings, and else to the master. Whether they are
 * is told by {@link ReadServerWatch} once a second, and by a read that fails at once. Thread-safe.
 */
public final class ReadServers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReadServers.class);

    private final List<ReadServer> replicas;
    private final ReadServer master;
    private final MasterClock masterClock = new MasterClock(System::nanoTime);
    private final Duration mostStaleness;
    private final ReadMetrics metrics;
    private final List<Consumer<ReadServer>> followers = new CopyOnWriteArrayList<>();
    private volatile ReadServer current;

    /**
     * @param replicas in order of preference; closed with this
     * @param master not closed with this
     */
    ReadServers(List<RedisLink> replicas, RedisLink master, Duration mostStaleness, ReadMetrics metrics) {
        this.replicas =
                replicas.stream().map(link -> new ReadServer(link, false)).toList();
        this.master = new ReadServer(master, true);
        this.mostStaleness = mostStaleness;
        this.metrics = metrics;
        this.current = this.master;
        metrics.showStaleness(this::stalenessSeconds);
    }

    /** The servers of these settings; begins to connect to the replicas. */
    static ReadServers of(RedisSettings settings, RedisLink master, ReadMetrics metrics) {
        List<RedisLink> replicas = settings.readUris().stream()
                .map(uri -> RedisLink.patient(uri, settings.timeout()))
                .toList();
        return new ReadServers(replicas, master, settings.mostStaleness(), metrics);
    }

    Stream<ReadServer> all() {
        return Stream.concat(replicas.stream(), Stream.of(master));
    }

    ReadServer master() {
        return master;
    }

    ReadServer current() {
        return current;
    }

    /** Those to be asked, one after the other until one answers; the master is always the last. */
    List<ReadServer> inOrder() {
        List<ReadServer> order = new ArrayList<>(replicas.size() + 1);
        replicas.stream().filter(ReadServer::isWell).forEach(order::add);
        order.add(master);
        return order;
    }

    /**
     * Tells where reads go, at once when that changes and once a second, so that a follower who could not act may try again.
     *
     * @param follower must not block
     */
    void follow(Consumer<ReadServer> follower) {
        followers.add(follower);
    }

    void tellFollowers() {
        ReadServer now = current;
        followers.forEach(follower -> follower.accept(now));
    }

    /**
     * Notes what a server answered.
     *
     * @param askedNanos when it was asked, by {@link System#nanoTime}
     */
    void answered(ReadServer server, ReadServer.Reading reading, long askedNanos) {
        if (server.isMaster()) {
            masterClock.met(reading.now(), askedNanos);
        }
        server.answered(reading);
        choose();
    }

    /** Notes that a server did not answer; reads go to the next one until it has recovered. */
    void failed(ReadServer server, Throwable failure) {
        if (server.failed()) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            log.warn("Redis at {} does not answer reads: {}", server.link().name(), cause.toString());
            metrics.failedOver();
        }
        choose();
    }

    private synchronized void choose() {
        ReadServer next = inOrder().get(0);
        if (next != current) {
            log.info("reads go to Redis at {}", next.link().name());
            current = next;
            tellFollowers();
        }
    }

    /** {@code host:port} of the server that reads go to. */
    public String currentName() {
        return current.link().name();
    }

    public boolean isMasterRead() {
        return current.isMaster();
    }

    /** Whether the server that reads go to answered when last asked. */
    public boolean isWell() {
        return current.isWell();
    }

    /** How old what readers see may be, up to two seconds more than it is; 0 where reads go to the master. */
    public double stalenessSeconds() {
        return current.stalenessMs(masterClock) / 1000.0;
    }

    /** Whether that is more than it should be. */
    public boolean isStale() {
        return current.stalenessMs(masterClock) > mostStaleness.toMillis();
    }

    @Override
    public void close() {
        replicas.forEach(replica -> replica.link().close());
    }
}
