package live.danmaku.push.connector;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import live.danmaku.push.connector.hub.ConnectorHub;
import live.danmaku.push.connector.link.GrpcPusherLinks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Opens the streams to the pushers when all parts are there, and asks clients to go before the process ends. Stopping blocks
 * until they have gone, or the time for it is over.
 */
public final class HubDrain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HubDrain.class);
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final ConnectorHub hub;
    private final GrpcPusherLinks links;
    private final Duration over;
    private volatile boolean running;

    /** @param over the time over which clients are asked to go */
    public HubDrain(ConnectorHub hub, GrpcPusherLinks links, Duration over) {
        this.hub = hub;
        this.links = links;
        this.over = over;
    }

    @Override
    public void start() {
        links.start(hub.listener());
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        int before = hub.sessions();
        try {
            hub.drain(over).toCompletableFuture().get(over.plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("clients did not all go: {}", e.toString());
        }
        if (before > 0) {
            log.info("{} clients were asked to go, {} are left", before, hub.sessions());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
