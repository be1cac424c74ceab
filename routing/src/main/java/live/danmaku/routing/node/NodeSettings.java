package live.danmaku.routing.node;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How nodes are judged.
 *
 * @param region where this router is; clients that do not say theirs are taken to be near it. Empty: nowhere in particular
 * @param mostBacklog what may wait to be written to a node's clients; with more it is sick
 * @param mostBandwidth what a node can write a second; 0: not known
 * @param holdBack how long nodes that fall silent stay, if they are more than half of all
 * @param warmUp how long a new node is offered more and more until it is offered as its load allows
 * @param webSocketScheme {@code ws}, or {@code wss} where something before the nodes speaks TLS
 */
@ConfigurationProperties("danmaku.nodes")
public record NodeSettings(
        @DefaultValue("") String region,
        @DefaultValue("256MB") DataSize mostBacklog,
        @DefaultValue("0B") DataSize mostBandwidth,
        @DefaultValue("3s") Duration holdBack,
        @DefaultValue("10s") Duration warmUp,
        @DefaultValue("ws") String webSocketScheme) {}
