package live.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.util.regex.Pattern;
import live.danmaku.standalone.StandaloneServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("alone")
class PageIT {

    private static final String TEXT = "<b>hello</b> 你好 👩‍👩‍👧";

    /** Some polls, on a machine that is busy with the rest of the tests. */
    private static final double PATIENCE_MS = 20_000;

    /** However messages come. */
    private static final Pattern CONNECTED = Pattern.compile("websocket|sse|polling");

    private static Chromium chromium;

    private final String lobby = StandaloneServer.shared().baseUrl() + "/";
    private Visitor host;
    private Visitor guest;

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
    void twoPeopleCome() {
        host = chromium.visitor(1280, 800);
        guest = chromium.visitor(375, 720);
    }

    @AfterEach
    void nobodyComplains() {
        host.close();
        guest.close();
        assertThat(host.complaints()).isEmpty();
        assertThat(guest.complaints()).isEmpty();
    }

    @Test
    void lobby_anyVisitor_isServedUnderAContentSecurityPolicy() {
        assertThat(host.openAndReadPolicy(lobby)).contains("default-src 'self'");
    }

    @Test
    void comment_ofOneVisitor_isReadOnceAndAsTextByAnother() {
        meet("Comments");
        host.say(TEXT);

        assertThat(guest.comments()).hasText(new String[] {TEXT}, patient());
        assertThat(host.comments()).hasText(new String[] {TEXT}, patient());

        // A later message tells that further polls have passed, and brought no repeat.
        guest.say("second");
        assertThat(guest.comments()).hasText(new String[] {TEXT, "second"}, patient());
        assertThat(host.comments()).hasText(new String[] {TEXT, "second"}, patient());
        assertThat(guest.all(".messages b, .flying b")).hasCount(0);
        host.screenshot("room");
        guest.screenshot("room-375px");
    }

    @Test
    void likeAndGift_ofOneVisitor_areShownToAnother() {
        meet("Gifts");
        host.like();
        host.give("rose");

        assertThat(guest.messages()).containsText(Pattern.compile("\\d+ likes?"), patientlyContains());
        assertThat(guest.all(".row--gift").first()).isVisible(new IsVisibleOptions().setTimeout(PATIENCE_MS));
        assertThat(guest.all(".like-count")).not().hasText("0");
        host.screenshot("gifts");
    }

    @Test
    void comment_deletedByTheHost_goesFromBothScreensAndIsTold() {
        meet("Moderation");
        guest.say("rude");
        assertThat(host.comments()).hasText(new String[] {"rude"}, patient());
        assertThat(guest.all(".row-delete:visible")).hasCount(0);

        host.all(".row-delete:visible").click();
        host.screenshot("delete");
        host.all(".row-delete:visible").click();

        for (Visitor visitor : new Visitor[] {host, guest}) {
            assertThat(visitor.messages()).containsText("removed by a moderator", patientlyContains());
            assertThat(visitor.comments()).hasCount(0);
        }
    }

    @Test
    void phone_lobbyAndRoom_haveNoSidewaysScroll() {
        guest.open(lobby);
        assertThat(guest.all(".lobby")).isVisible();
        assertThat(guest.sidewaysScroll()).isZero();
        guest.screenshot("lobby-375px");

        meet("A room with a title that is too long for the narrow screen of a phone");
        host.say("wide".repeat(120));
        assertThat(guest.comments()).hasText(new String[] {"wide".repeat(120)}, patient());
        assertThat(guest.sidewaysScroll()).isZero();
    }

    /** The host starts a room, and the guest follows the link to it. */
    private void meet(String title) {
        host.open(lobby);
        String link = host.startRoom(title);
        guest.open(link);
        for (Visitor visitor : new Visitor[] {host, guest}) {
            assertThat(visitor.transport()).hasAttribute("data-state", CONNECTED, patientlyHas());
        }
    }

    private static HasTextOptions patient() {
        return new HasTextOptions().setTimeout(PATIENCE_MS);
    }

    private static ContainsTextOptions patientlyContains() {
        return new ContainsTextOptions().setTimeout(PATIENCE_MS);
    }

    private static HasAttributeOptions patientlyHas() {
        return new HasAttributeOptions().setTimeout(PATIENCE_MS);
    }
}
