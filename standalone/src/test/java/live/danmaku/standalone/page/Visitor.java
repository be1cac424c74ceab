package live.danmaku.standalone.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One person before the page, in the words of what people do there.
 *
 * <p>Records what the browser complains about: errors of scripts, and violations of the content security
 * policy, which Chromium reports as console errors.
 */
final class Visitor implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Visitor(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(this::record);
    }

    private void record(ConsoleMessage message) {
        // A server without a price table answers 404, and the page offers its own rose.
        // And whoever chooses another way while a connection is being made ends it early.
        boolean expected = message.location().contains("/v1/gifts")
                || message.text().contains("closed before the connection is established");
        if (message.type().equals("error") && !expected) {
            complaints.add(message.text() + " at " + message.location());
        }
    }

    void open(String url) {
        page.navigate(url);
    }

    /** Opens an address for the first time, and tells the content security policy that came with it. */
    @Nullable
    String openAndReadPolicy(String url) {
        Response response = Objects.requireNonNull(page.navigate(url), "no answer from " + url);
        return response.headerValue("content-security-policy");
    }

    /** Starts a room in the lobby and returns the address to share. */
    String startRoom(String title) {
        page.getByLabel("Title").fill(title);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Go live"))
                .click();
        page.waitForURL("**/#/rooms/*");
        return page.url();
    }

    void say(String text) {
        Locator input = page.getByLabel("Comment", new Page.GetByLabelOptions().setExact(true));
        input.fill(text);
        input.press("Enter");
    }

    void like() {
        page.locator(".like").click();
    }

    void give(String gift) {
        page.locator(".gift[data-gift='" + gift + "']").click();
    }

    /** Texts of comments in the list, whoever wrote them, without those that are still being sent. */
    Locator comments() {
        return page.locator(".messages .row--comment:not(.row--sending):not(.row--sent) .row-text");
    }

    Locator messages() {
        return page.locator(".messages");
    }

    Locator transport() {
        return page.locator(".transport");
    }

    /** Opens the panel that tells how messages come, if it is not open. */
    void lookAtTransport() {
        if (!page.locator(".transport-panel").isVisible()) {
            transport().click();
        }
    }

    /** Chooses {@code auto}, {@code websocket}, {@code sse} or {@code polling}. */
    void prefer(String way) {
        lookAtTransport();
        page.locator(".way input[value='" + way + "']").check();
    }

    /** Drops the connection for some seconds. */
    void cut() {
        lookAtTransport();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cut for 3 s"))
                .click();
    }

    Locator all(String selector) {
        return page.locator(selector);
    }

    /** By how many pixels the page is wider than the window. */
    int sidewaysScroll() {
        return (int) page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
    }

    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        context.close();
    }
}
