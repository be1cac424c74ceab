package live.danmaku.push;

import org.springframework.context.annotation.Configuration;

/** The role {@code connector}. It has no parts yet. */
@Configuration(proxyBeanMethods = false)
public class ConnectorConfiguration {}
