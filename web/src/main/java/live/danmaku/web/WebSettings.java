package live.danmaku.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The HTTP server, and limits of every call.
 *
 * @param loops I/O threads; 0 for one a processor
 * @param mostBody the largest request body; more is 413
 * @param mostJsonDepth how deep JSON may be nested; more is 400
 */
@ConfigurationProperties("danmaku.web")
public record WebSettings(
        @DefaultValue("0") int loops,
        @DefaultValue("16KB") DataSize mostBody,
        @DefaultValue("16") int mostJsonDepth) {}
