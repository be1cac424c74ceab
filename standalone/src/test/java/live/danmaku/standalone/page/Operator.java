package live.danmaku.standalone.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;

/** Somebody at the ops page, in the words of what operators do there. */
final class Operator {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final Page page;

    Operator(Page page) {
        this.page = page;
    }

    void signIn(String token) {
        page.getByLabel("Token").fill(token);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Sign in").setExact(true))
                .click();
    }

    void go(String section) {
        page.locator(".ops-nav a[href='#" + section + "']").click();
    }

    void button(String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .click();
    }

    /** Moves the slider as the arrow keys and a mouse do, and leaves it there. */
    void slide(int percent) {
        page.locator("#grey-slider").fill(Integer.toString(percent));
    }

    /** The dialog that asks before a change. */
    Locator question() {
        return page.locator("#ask[open]");
    }

    void confirm(String reason) {
        question().locator("[data-part='reason']").fill(reason);
        question().locator("[data-part='confirm']").click();
    }

    void cancel() {
        question().locator("[data-part='cancel']").click();
    }

    /** What the page says of what was done. */
    Locator notices() {
        return page.locator("#notices");
    }

    Locator all(String selector) {
        return page.locator(selector);
    }

    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }
}
