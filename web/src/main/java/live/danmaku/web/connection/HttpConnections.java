package live.danmaku.web.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.limit.ConnectionCounts;
import org.jspecify.annotations.Nullable;

/**
 * Counts connections to the HTTP port from accepting to closing, and closes at once those that are too many. Behind a
 * trusted proxy they are the proxy's, so only those of all are counted. Thread-safe.
 */
public final class HttpConnections {

    private final ClientAddresses addresses;
    private final ConnectionSettings settings;
    private final OpenSockets sockets;
    private final int most;
    private final AtomicInteger open = new AtomicInteger();
    private final ConnectionCounts byNetwork;
    private final Counter full;
    private final Counter addressFull;
    private final Counter slow;

    HttpConnections(
            ClientAddresses addresses, ConnectionSettings settings, OpenSockets sockets, MeterRegistry registry) {
        this.addresses = addresses;
        this.settings = settings;
        this.sockets = sockets;
        most = settings.mostConnections() == 0 ? Math.max(1, sockets.most() / 2) : settings.mostConnections();
        byNetwork = new ConnectionCounts(settings.addressConnections());
        full = refused("full", registry);
        addressFull = refused("address", registry);
        slow = refused("slow", registry);
        Gauge.builder("danmaku.http.connections", open, AtomicInteger::get)
                .description("Open connections of the HTTP port")
                .register(registry);
    }

    private static Counter refused(String cause, MeterRegistry registry) {
        return Counter.builder("danmaku.http.connections.refused")
                .description(
                        "Connections of the HTTP port that were closed: too many of all or of an address, or a request"
                                + " that took too long to arrive")
                .tag("cause", cause)
                .register(registry);
    }

    /**
     * A connection begins.
     *
     * @param codec the name of the pipeline's HTTP codec
     */
    void accepted(Channel channel, String codec) {
        @Nullable SocketAddress peer = channel.remoteAddress();
        if (!takePlace()) {
            full.increment();
            channel.close();
            return;
        }
        ClientAddress client = addresses.of(peer);
        boolean counted = !addresses.isProxy(peer) && !(settings.exemptLoopback() && client.isHere());
        if (counted && !byNetwork.take(client.network())) {
            addressFull.increment();
            givePlaceBack();
            channel.close();
            return;
        }
        channel.closeFuture().addListener(closed -> {
            givePlaceBack();
            if (counted) {
                byNetwork.giveBack(client.network());
            }
        });
        watch(channel.pipeline(), codec);
    }

    private void watch(ChannelPipeline pipeline, String codec) {
        RequestWatch watch = new RequestWatch(
                settings.requestTimeout().toNanos(), settings.leastRate().toBytes(), slow::increment);
        pipeline.addFirst("request-watch", watch);
        pipeline.addAfter(codec, "request-ends", watch.ends());
    }

    private boolean takePlace() {
        if (open.incrementAndGet() <= most && sockets.take()) {
            return true;
        }
        open.decrementAndGet();
        return false;
    }

    private void givePlaceBack() {
        open.decrementAndGet();
        sockets.giveBack();
    }
}
