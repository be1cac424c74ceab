package live.danmaku.frontend.page;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The web page.
 *
 * @param connect where it may connect to besides here: sources of a content security policy. Connectors come and go while
 *     a page is open, so by default any WebSocket will do
 */
@ConfigurationProperties("danmaku.page")
public record PageSettings(@DefaultValue("ws: wss:") String connect) {

    /** @throws IllegalArgumentException when the sources would end the directive; the text says the value */
    public PageSettings {
        if (connect.contains(";") || connect.contains(",")) {
            throw new IllegalArgumentException(
                    "connect: '%s' (expected: sources separated by spaces)".formatted(connect));
        }
    }
}
