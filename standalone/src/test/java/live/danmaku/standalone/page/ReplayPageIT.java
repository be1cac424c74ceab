package live.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.time.Duration;
import live.danmaku.standalone.HttpCalls;
import live.danmaku.standalone.StandaloneServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of a finished stream. */
@Tag("alone")
class ReplayPageIT {

    private static final double PATIENCE_MS = 30_000;
    private static final String TEXT = "<b>hello</b> 你好 👩‍👩‍👧";
    private static final int MINUTE = 60_000;

    /** Where a crowd says the same. */
    private static final int CROWD_AT = 5 * MINUTE;

    private static Chromium chromium;
    private static String room = "";

    private final String server = StandaloneServer.shared().baseUrl();
    private final HttpCalls calls = new HttpCalls(server);
    private Visitor viewer;

    @BeforeAll
    static void aStreamThatWasRecorded() throws Exception {
        RecordedStream stream = new RecordedStream()
                .say(-MINUTE, "long before the start")
                .say(-1_000, "before the start")
                .say(300, TEXT)
                .say(1_200, "second", 5, 0xFFE066);
        for (int second = 10; second < 600; second += 5) {
            stream.say(second * 1_000L, "at " + second + " s");
        }
        for (int i = 0; i < 312; i++) {
            stream.say(CROWD_AT + 100 + i * 10L, "666");
        }
        room = stream.imported("Friday night jam");
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void somebodyComes() {
        viewer = chromium.visitor(1280, 800);
    }

    @AfterEach
    void nobodyComplains() {
        viewer.close();
        assertThat(viewer.complaints()).isEmpty();
    }

    @Test
    void played_fromTheStart_showsWhatWasSaidThen() {
        String policy = viewer.openAndReadPolicy(server + "/replay/" + room);
        assertThat(policy).contains("default-src 'self'").doesNotContain("script-src");
        assertThat(viewer.all(".room-title")).hasText("Friday night jam", patient());
        assertThat(viewer.all(".curve-facts")).hasText("434 messages · 2 before the start", patient());
        assertThat(viewer.comments()).hasText(new String[] {"before the start"}, patient());

        viewer.play();
        assertThat(viewer.flying(TEXT)).isVisible(patientlySeen());
        assertThat(viewer.flying("second")).isVisible(patientlySeen());
        assertThat(viewer.comments()).hasText(new String[] {"before the start", TEXT, "second"}, patient());
        assertThat(viewer.all(".messages b, .art-danmuku b")).hasCount(0);
        viewer.screenshot("replay");
    }

    @Test
    void sought_byTheCurve_showsWhatWasSaidThereAndRepeatsAsOne() {
        viewer.open(server + "/replay/" + room + "?t=9m");
        assertThat(viewer.comments().last()).hasText("at 540 s", patient());

        // Ten minutes: half of them is where the crowd is.
        viewer.seekOnCurve(0.4985);
        viewer.play();
        assertThat(viewer.flying("666 ×312")).isVisible(patientlySeen());
        assertThat(viewer.all(".messages")).containsText("666 ×312", patientlyContains());
        assertThat(viewer.comments().filter(with("666"))).hasCount(1);
        assertThat(viewer.comments().filter(with("at 300 s"))).hasCount(1);
        assertThat(viewer.comments().filter(with("at 540 s"))).hasCount(0);
        viewer.screenshot("replay-crowd");

        viewer.seekOnCurve(0.2);
        assertThat(viewer.comments().filter(with("at 115 s"))).hasCount(1);
        assertThat(viewer.comments().filter(with("666"))).hasCount(0);
        await().atMost(Duration.ofMillis((long) PATIENCE_MS))
                .untilAsserted(
                        () -> assertThat(viewer.flying("666 ×312").count()).isZero());
    }

    @Test
    void keys_onTheCurve_seek() {
        viewer.open(server + "/replay/" + room);
        assertThat(viewer.comments()).hasText(new String[] {"before the start"}, patient());
        viewer.all(".curve").press("End");
        assertThat(viewer.comments().last()).hasText("at 595 s", patient());
        viewer.all(".curve").press("Home");
        assertThat(viewer.comments()).hasText(new String[] {"before the start"}, patient());
    }

    @Test
    void video_given_isPlayedWithTheStreamsOffset() {
        viewer.serve("/given.webm", "video/webm", viewer.recordVideo(3_000));
        viewer.open(server + "/replay/" + room + "?video=/given.webm&offsetMs=-300000");
        assertThat(viewer.comments().last()).hasText("at 300 s", patient());
        viewer.play();
        assertThat(viewer.flying("666 ×312")).isVisible(patientlySeen());
        assertThat(viewer.all("video.art-video")).hasCount(1);
        viewer.screenshot("replay-video");
    }

    @Test
    void phone_replay_fitsTheScreen() {
        Visitor phone = chromium.visitor(390, 844);
        phone.open(server + "/replay/" + room + "?t=298");
        assertThat(phone.comments().last()).hasText("at 295 s", patient());
        phone.play();
        assertThat(phone.flying("666 ×312")).isVisible(patientlySeen());
        assertThat(phone.sidewaysScroll()).isZero();
        phone.screenshot("replay-390px");
        phone.close();
        assertThat(phone.complaints()).isEmpty();
    }

    @Test
    void stream_thatCannotBeReplayed_saysWhy() throws Exception {
        String host = calls.token("host");
        String live = calls.post("/v1/rooms", host, "{\"title\":\"Still on\"}")
                .body()
                .replaceAll("^.*\"room\":\"([^\"]+)\".*$", "$1");
        viewer.open(server + "/replay/" + live);
        assertThat(viewer.all("h1")).hasText("This stream is still live", patient());
        assertThat(viewer.all("a.button--main")).hasAttribute("href", "/#/rooms/" + live);

        // When it has ended its page leads to the replay, which waits until it can be read; nobody said anything in it.
        viewer.all("a.button--main").click();
        assertThat(viewer.all(".room-title")).hasText("Still on", patient());
        assertThat(calls.post("/v1/rooms/" + live + "/end", host, "").statusCode())
                .isEqualTo(202);
        Locator link = viewer.all(".ended a.button--main");
        assertThat(link).isVisible(patientlySeen());
        link.click();
        assertThat(viewer.all(".nothing")).isVisible(patientlySeen());
        assertThat(viewer.all(".curve-facts")).hasText("No messages", patient());

        viewer.open(server + "/#/");
        assertThat(viewer.all(".replay-title").filter(with("Still on")).first()).isVisible(patientlySeen());
        viewer.screenshot("lobby-replays");
    }

    @Test
    void room_unknown_saysSo() {
        Visitor lost = chromium.visitor(390, 844);
        lost.open(server + "/replay/nobody");
        assertThat(lost.all("h1")).hasText("There is no such replay", patient());
        lost.screenshot("replay-missing");
        lost.close();
    }

    private static Locator.FilterOptions with(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static HasTextOptions patient() {
        return new HasTextOptions().setTimeout(PATIENCE_MS);
    }

    private static ContainsTextOptions patientlyContains() {
        return new ContainsTextOptions().setTimeout(PATIENCE_MS);
    }

    private static IsVisibleOptions patientlySeen() {
        return new IsVisibleOptions().setTimeout(PATIENCE_MS);
    }
}
