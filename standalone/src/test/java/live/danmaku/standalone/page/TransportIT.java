package live.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import java.time.Duration;
import java.util.List;
import live.danmaku.standalone.HttpCalls;
import live.danmaku.standalone.StandaloneServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How messages reach the page, and changing that in mid-stream. */
@Tag("alone")
class TransportIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static Chromium chromium;

    private final String lobby = StandaloneServer.shared().baseUrl() + "/";
    private final HttpCalls calls = new HttpCalls(StandaloneServer.shared().baseUrl());
    private Visitor guest;
    private String room = "";

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void guestComes() throws Exception {
        String answer = calls.post(
                        "/v1/rooms", calls.token("host"), "{\"title\":\"Friday night jam\",\"area\":\"music\"}")
                .body();
        room = answer.replaceAll("^.*\"room\":\"([^\"]+)\".*$", "$1");
        guest = chromium.visitor(1280, 800);
        guest.open(lobby + "#/rooms/" + room);
    }

    @AfterEach
    void nobodyComplains() {
        guest.close();
        assertThat(guest.complaints()).isEmpty();
    }

    @Test
    void anotherWay_inMidStream_nothingIsMissingAndNothingTwice() throws Exception {
        try (Chatter chatter = Chatter.in(calls, room)) {
            for (String way : List.of("polling", "sse", "polling", "sse", "auto", "polling")) {
                guest.prefer(way);
                if (!way.equals("auto")) {
                    assertIs(way);
                }
                chatter.awaitMore(10);
            }
            assertEverythingOnce(chatter.stop());
        }
    }

    @Test
    void connectionCut_comesBackByItself_nothingIsMissingAndNothingTwice() throws Exception {
        try (Chatter chatter = Chatter.in(calls, room)) {
            for (String way : List.of("sse", "polling", "auto")) {
                guest.prefer(way);
                chatter.awaitMore(5);
                guest.cut();
                assertIs("retrying");
                if (way.equals("auto")) {
                    guest.screenshot("transport-cut");
                }
                chatter.awaitMore(15);
                assertThat(guest.transport()).not().hasAttribute("data-state", "retrying", patiently());
                chatter.awaitMore(5);
            }
            assertEverythingOnce(chatter.stop());
            guest.screenshot("transport");
        }
    }

    @Test
    void longConnection_isTheWayByDefault_survivesCutsAndChanges_nothingIsMissingAndNothingTwice() throws Exception {
        assertIs("websocket");
        try (Chatter chatter = Chatter.in(calls, room)) {
            chatter.awaitMore(10);
            guest.cut();
            assertIs("retrying");
            chatter.awaitMore(15);
            assertIs("websocket");
            for (String way : List.of("polling", "websocket", "polling", "auto")) {
                guest.prefer(way);
                assertIs(way.equals("auto") ? "websocket" : way);
                chatter.awaitMore(10);
            }
            assertEverythingOnce(chatter.stop());
            guest.screenshot("transport-websocket");
        }
    }

    @Test
    void phone_choosingAWay_fitsTheScreen() {
        Visitor phone = chromium.visitor(375, 720);
        phone.open(lobby + "#/rooms/" + room);
        phone.lookAtTransport();
        assertThat(phone.all(".transport-panel")).isVisible();
        assertThat(phone.sidewaysScroll()).isZero();
        assertThat(phone.all(".transport-panel")).hasCSS("opacity", "1");
        phone.screenshot("transport-375px");
        phone.close();
        assertThat(phone.complaints()).isEmpty();
    }

    private void assertIs(String state) {
        assertThat(guest.transport()).hasAttribute("data-state", state, patiently());
    }

    private void assertEverythingOnce(List<String> said) {
        assertThat(guest.comments()).hasCount(said.size(), new HasCountOptions().setTimeout(PATIENCE.toMillis()));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(guest.comments().allTextContents()).isEqualTo(said));
        assertThat(guest.all(".row--gap")).hasCount(0);
    }

    private static HasAttributeOptions patiently() {
        return new HasAttributeOptions().setTimeout(PATIENCE.toMillis());
    }
}
