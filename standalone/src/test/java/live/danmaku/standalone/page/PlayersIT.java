package live.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.HasClassOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import live.danmaku.standalone.StandaloneServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Players that others wrote, unchanged, load finished streams' comments from their addresses and draw them. */
@Tag("alone")
class PlayersIT {

    private static final Path DPLAYER =
            Path.of("target", "interop", "node_modules", "dplayer", "dist", "DPlayer.min.js");
    private static final String TEXT = "<b>hello</b> & 你好 'x'";
    private static final double PATIENCE_MS = 60_000;

    @Test
    void artPlayerAndDPlayer_loadingAStream_drawItsComments() throws Exception {
        String room = new RecordedStream()
                .say(600, TEXT, 1, 0x66CCFF)
                .say(900, "on top", 5, 0xFFE066)
                .say(1_100, "at the bottom", 4, 0xFFFFFF)
                .say(60_000, "later")
                .imported("Players");
        try (Chromium chromium = Chromium.start();
                Visitor viewer = chromium.visitor(1280, 480)) {
            viewer.open(StandaloneServer.shared().baseUrl() + "/");
            viewer.serve("/given.webm", "video/webm", viewer.recordVideo(4_000));
            viewer.serve("/DPlayer.min.js", "text/javascript", Files.readAllBytes(DPLAYER));
            viewer.serve("/players.html", "text/html", page(room).getBytes(UTF_8));
            viewer.open(StandaloneServer.shared().baseUrl() + "/players.html");

            assertThat(viewer.all("body"))
                    .hasClass(Pattern.compile("art-done dplayer-done|dplayer-done art-done"), patient());
            viewer.screenshot("players");
            for (String player : List.of(".art-danmuku > div:visible", ".dplayer-danmaku-item:visible")) {
                assertDrawn(viewer.all(player), TEXT, "rgb(102, 204, 255)");
                assertDrawn(viewer.all(player), "on top", "rgb(255, 224, 102)");
                assertDrawn(viewer.all(player), "at the bottom", "rgb(255, 255, 255)");
                assertThat(viewer.all(player).filter(having("later"))).hasCount(0);
                assertThat(viewer.all(player + " b")).hasCount(0);
            }
            assertThat(viewer.all(".art-danmuku > div[data-mode='1']").first()).hasText("on top");
            assertThat(viewer.all(".art-danmuku > div[data-mode='2']").first()).hasText("at the bottom");
            assertThat(viewer.all(".dplayer-danmaku-top").first()).hasText("on top");
            assertThat(viewer.all(".dplayer-danmaku-bottom").first()).hasText("at the bottom");
            assertThat(viewer.complaints()).isEmpty();
        }
    }

    private static void assertDrawn(Locator comments, String text, String color) {
        Locator comment = comments.filter(having(text)).first();
        assertThat(comment).hasText(text);
        assertThat(comment).hasCSS("color", color);
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static HasClassOptions patient() {
        return new HasClassOptions().setTimeout(PATIENCE_MS);
    }

    /** Both players as their manuals say it. Each stands still when three comments are on its screen. */
    private static String page(String room) {
        return """
                <!doctype html>
                <meta charset="utf-8">
                <title>Players</title>
                <style>body { display: flex; margin: 0 } body > div { width: 50%%; height: 480px }</style>
                <div id="art"></div><div id="dplayer"></div>
                <script src="/vendor/artplayer/artplayer.js"></script>
                <script src="/vendor/artplayer/artplayer-plugin-danmuku.js"></script>
                <script src="/DPlayer.min.js"></script>
                <script>
                  const visible = (comments) => new Set([...document.querySelectorAll(comments)]
                    .filter((comment) => getComputedStyle(comment).visibility === 'visible')
                    .map((comment) => comment.textContent)
                    .filter((text) => text !== '')).size;

                  const art = new Artplayer({
                    container: '#art', url: '/given.webm', muted: true, loop: true,
                    plugins: [artplayerPluginDanmuku({ danmuku: '/v1/replays/%1$s.xml', speed: 10 })],
                  });
                  art.on('artplayerPluginDanmuku:loaded', (all) => all.length > 0 && art.play());
                  art.on('video:timeupdate', () => {
                    if (visible('.art-danmuku > div') === 3) {
                      art.pause();
                      document.body.classList.add('art-done');
                    }
                  });

                  const dplayer = new DPlayer({
                    container: document.getElementById('dplayer'), mutex: false, autoplay: true,
                    video: { url: '/given.webm' },
                    danmaku: { id: '%1$s', api: '/v1/replays/dplayer/', speedRate: 0.5 },
                  });
                  // Browsers let a page start only what is silent.
                  dplayer.video.muted = true;
                  dplayer.on('timeupdate', () => {
                    if (visible('.dplayer-danmaku-item') === 3) {
                      dplayer.pause();
                      document.body.classList.add('dplayer-done');
                    }
                  });
                </script>
                """.formatted(room);
    }
}
