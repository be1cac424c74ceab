package live.danmaku.push;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import live.danmaku.push.connector.HubDrain;
import live.danmaku.push.connector.LinkedFigures;
import live.danmaku.push.connector.NodeSettings;
import live.danmaku.push.connector.edge.EdgeConfiguration;
import live.danmaku.push.connector.edge.EdgeSettings;
import live.danmaku.push.connector.edge.IoTransport;
import live.danmaku.push.connector.hub.ConnectorHub;
import live.danmaku.push.connector.hub.HubSettings;
import live.danmaku.push.connector.link.GrpcPusherLinks;
import live.danmaku.push.connector.link.LinkSettings;
import live.danmaku.push.link.v1.Hello;
import live.danmaku.web.WebConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The role {@code connector}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({NodeSettings.class, HubSettings.class, LinkSettings.class})
@Import({WebConfiguration.class, EdgeConfiguration.class})
public class ConnectorConfiguration {

    /**
     * The hub's thread, which the streams to the pushers are on, too. Where connections have one loop only, that is it: two
     * threads would wake each other for every batch and gain nothing.
     */
    @Bean(destroyMethod = "shutdownGracefully")
    EventLoopGroup hubThread(MultiThreadIoEventLoopGroup edgeLoops) {
        return edgeLoops.executorCount() == 1 ? edgeLoops : IoTransport.best().loops(1, "hub");
    }

    @Bean(destroyMethod = "close")
    GrpcPusherLinks pusherLinks(
            EventLoopGroup hubThread,
            LinkSettings settings,
            NodeSettings node,
            EdgeSettings edge,
            MeterRegistry registry) {
        return new GrpcPusherLinks(
                hubThread.next(), IoTransport.best().client(), settings, hello(node, edge), registry);
    }

    @Bean
    ConnectorHub connectorHub(
            EventLoopGroup hubThread,
            GrpcPusherLinks links,
            HubSettings settings,
            EdgeSettings edge,
            MeterRegistry registry) {
        return new ConnectorHub(hubThread.next(), links, settings, edge.mostConnections(), registry);
    }

    @Bean
    HubDrain hubDrain(ConnectorHub hub, GrpcPusherLinks links, HubSettings settings) {
        return new HubDrain(hub, links, settings.drain());
    }

    @Bean
    LinkedFigures linkedFigures(GrpcPusherLinks links) {
        return new LinkedFigures(links::sayToOne);
    }

    private static Hello hello(NodeSettings node, EdgeSettings edge) {
        return Hello.newBuilder()
                .setNode(node.id().isEmpty() ? hostName() + "-" + edge.wsPort() : node.id())
                .setLabel(node.label())
                .setRegion(node.region())
                .addAllWs(node.ws().isEmpty() ? List.of(edge.bind() + ":" + edge.wsPort()) : node.ws())
                .addAllTcp(node.tcp().isEmpty() ? List.of(edge.bind() + ":" + edge.tcpPort()) : node.tcp())
                .build();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "connector";
        }
    }
}
