package live.danmaku.frontend.page;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The web pages.
 *
 * @param connect where it may connect to besides here: sources of a content security policy. Connectors come and go while
 *     a page is open, so by default any WebSocket will do
 * @param media where the page of a replay may play videos from besides here: sources as well
 */
@ConfigurationProperties("danmaku.page")
public record PageSettings(
        @DefaultValue("ws: wss:") String connect,
        @DefaultValue("https:") String media) {

    /** @throws IllegalArgumentException when the sources would end the directive; the text says the value */
    public PageSettings {
        requireSources("connect", connect);
        requireSources("media", media);
    }

    private static void requireSources(String name, String sources) {
        if (sources.contains(";") || sources.contains(",")) {
            throw new IllegalArgumentException(
                    "%s: '%s' (expected: sources separated by spaces)".formatted(name, sources));
        }
    }
}
