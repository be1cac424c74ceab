package live.danmaku.push.connector.edge.connection;

import java.time.Duration;
import live.danmaku.push.connector.edge.limit.Arrivals;

/**
 * What all connections share.
 *
 * @param gate who may come in
 * @param arrivals where connections are counted until they are gone
 * @param heartbeat how often clients are told to say that they are there
 * @param handshakeTimeout from connecting to the end of the WebSocket handshake
 * @param authTimeout from then to the auth
 * @param messageTimeout from the first to the last byte of a message
 * @param mostMessagesPerSecond of one connection, control frames among them
 */
public record Edge(
        Gate gate,
        Arrivals arrivals,
        ConnectionMetrics metrics,
        Duration heartbeat,
        Duration handshakeTimeout,
        Duration authTimeout,
        Duration messageTimeout,
        int mostMessagesPerSecond) {}
