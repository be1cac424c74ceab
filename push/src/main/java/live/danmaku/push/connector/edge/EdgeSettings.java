package live.danmaku.push.connector.edge;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How a connector listens, and what a client may do.
 *
 * @param bind the address to listen on
 * @param wsPort of WebSocket, path {@code /sub}; 0 for any
 * @param tcpPort of plain TCP; 0 for any
 * @param loops I/O threads; 0 for one a processor
 * @param sendBuffer what the kernel may hold for a client that does not read; 0 for the system's default
 * @param heartbeat how often clients say that they are there; after three missed ones they are closed
 * @param handshakeTimeout from connecting to the end of the WebSocket handshake
 * @param authTimeout from there to the auth
 * @param messageTimeout from the first to the last byte of a message
 * @param mostFrame bytes of a WebSocket frame or message; packets have a limit of their own
 * @param mostFragments frames of a WebSocket message
 * @param mostConnections of all clients
 * @param addressConnections connections of an address (a /64 network for IPv6)
 * @param userConnections connections of a user
 * @param addressHandshakes that an address may begin in a second
 * @param messagesPerSecond of one connection
 * @param exemptLoopback whether this machine has no address limits
 * @param origins web pages that may connect, besides those of this machine and of the host they connect to; {@code *} for
 *     all
 * @param foreignDialects whether clients of dialects that are not ours are let in
 * @param goimOperation the operation of message packets in the goim dialect
 */
@ConfigurationProperties("danmaku.connector")
public record EdgeSettings(
        @DefaultValue("127.0.0.1") String bind,
        @DefaultValue("8090") int wsPort,
        @DefaultValue("8091") int tcpPort,
        @DefaultValue("0") int loops,
        @DefaultValue("128KB") DataSize sendBuffer,
        @DefaultValue("30s") Duration heartbeat,
        @DefaultValue("5s") Duration handshakeTimeout,
        @DefaultValue("5s") Duration authTimeout,
        @DefaultValue("5s") Duration messageTimeout,
        @DefaultValue("16KB") DataSize mostFrame,
        @DefaultValue("16") int mostFragments,
        @DefaultValue("100000") int mostConnections,
        @DefaultValue("1000") int addressConnections,
        @DefaultValue("16") int userConnections,
        @DefaultValue("50") int addressHandshakes,
        @DefaultValue("50") int messagesPerSecond,
        @DefaultValue("true") boolean exemptLoopback,
        @DefaultValue List<String> origins,
        @DefaultValue("false") Boolean foreignDialects,
        @DefaultValue("1000") int goimOperation) {}
