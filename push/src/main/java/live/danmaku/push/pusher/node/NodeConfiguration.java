package live.danmaku.push.pusher.node;

import java.util.UUID;
import live.danmaku.model.ops.FigureBoard;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.route.NodeRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The part that knows connectors as nodes. */
@Configuration(proxyBeanMethods = false)
public class NodeConfiguration {

    @Bean
    ConnectorFigures connectorFigures(FigureBoard board) {
        return new ConnectorFigures(board);
    }

    @Bean
    LinkedNodes linkedNodes(NodeRegistry registry, SwitchWatch switches) {
        return new LinkedNodes(
                registry, () -> switches.inForce().push(), UUID.randomUUID().toString());
    }
}
