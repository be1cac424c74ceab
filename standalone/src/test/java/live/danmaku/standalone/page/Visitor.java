package live.danmaku.standalone.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
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
    private final List<String> expected = new ArrayList<>();

    Visitor(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(this::record);
    }

    private void record(ConsoleMessage message) {
        // A server without a price table answers 404, and the page offers its own rose.
        // And whoever chooses another way while a connection is being made ends it early.
        // A replay is asked for until it is there.
        boolean usual = message.location().contains("/v1/gifts")
                || message.location().contains("/v1/replays/") && message.text().contains("409")
                || message.text().contains("closed before the connection is established")
                || expected.stream().anyMatch(message.text()::contains);
        if (message.type().equals("error") && !usual) {
            complaints.add(message.text() + " at " + message.location());
        }
    }

    /** A complaint with these words is as it should be. */
    void expectComplaint(String words) {
        expected.add(words);
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

    /** Comments of this text that fly over a replay. */
    Locator flying(String text) {
        return page.locator(".art-danmuku > div[data-state=emit]")
                .filter(new Locator.FilterOptions().setHasText(text))
                .first();
    }

    /** Starts a replay that stands still. */
    void play() {
        page.locator(".art-state .art-icon-state").click();
    }

    /** @param share of the whole length, 0 to 1 */
    void seekOnCurve(double share) {
        Locator curve = page.locator(".curve");
        curve.click(new Locator.ClickOptions()
                .setPosition(curve.boundingBox().width * share, curve.boundingBox().height / 2));
    }

    /** Answers a path of the server with something of our own. */
    void serve(String path, String type, byte[] body) {
        page.route(
                url -> URI.create(url).getPath().equals(path),
                route -> route.fulfill(
                        new Route.FulfillOptions().setContentType(type).setBodyBytes(body)));
    }

    /** A video that the browser makes itself. */
    byte[] recordVideo(int ms) {
        Object video = page.evaluate("""
                async (ms) => {
                  const canvas = document.createElement('canvas');
                  const context = canvas.getContext('2d');
                  const drawing = setInterval(() => {
                    context.fillStyle = `hsl(${Date.now() / 20 % 360} 60% 40%)`;
                    context.fillRect(0, 0, canvas.width, canvas.height);
                  }, 50);
                  const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm;codecs=vp8' });
                  const pieces = [];
                  recorder.ondataavailable = ({ data }) => pieces.push(data);
                  const stopped = new Promise((resolve) => recorder.onstop = resolve);
                  recorder.start();
                  setTimeout(() => recorder.stop(), ms);
                  await stopped;
                  clearInterval(drawing);
                  const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
                  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
                }
                """, ms);
        return Base64.getDecoder().decode((String) video);
    }

    /** The same person before the ops page. */
    Operator operates() {
        return new Operator(page);
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
