package live.danmaku.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of every HTTP call.
 *
 * @param mostBody the largest request body; more is 413
 * @param mostJsonDepth how deep JSON may be nested; more is 400
 */
@ConfigurationProperties("danmaku.web")
public record WebSettings(
        @DefaultValue("16KB") DataSize mostBody,
        @DefaultValue("16") int mostJsonDepth) {}
