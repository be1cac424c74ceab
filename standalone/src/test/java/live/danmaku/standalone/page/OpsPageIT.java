package live.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.util.UUID;
import live.danmaku.standalone.HttpCalls;
import live.danmaku.standalone.StandaloneServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator does at {@code /ops}. */
@Tag("alone")
class OpsPageIT {

    private static final double PATIENCE_MS = 20_000;
    private static final String[] SECTIONS = {"overview", "rooms", "nodes", "rollout", "switches", "log"};

    private static Chromium chromium;

    private final String address = StandaloneServer.shared().baseUrl();
    private final HttpCalls calls = new HttpCalls(address);
    private Visitor visitor;
    private Operator operator;
    private String token = "";

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
    void operatorComes() throws Exception {
        token = calls.token("carol", "ops");
        come(1280, 800);
    }

    private void come(int width, int height) {
        visitor = chromium.visitor(width, height);
        operator = visitor.operates();
    }

    @AfterEach
    void nobodyComplains() throws Exception {
        visitor.close();
        calls.call("PUT", "/v1/ops/grey", token, "{\"enabled\":true,\"percent\":100}");
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void signIn_wrongTokens_sayWhy_andTheRightOneOpens() throws Exception {
        assertThat(visitor.openAndReadPolicy(address + "/ops")).contains("default-src 'self'");
        operator.signIn("no token");
        assertThat(operator.all("#sign-in .error")).containsText("not a token", patiently());
        visitor.expectComplaint("403");
        operator.signIn(calls.token("ann"));
        assertThat(operator.all("#sign-in .error")).containsText("ops", patiently());
        assertThat(operator.all("#console")).isHidden();
        operator.screenshot("ops-sign-in");

        operator.signIn(token);
        assertThat(operator.all("#console")).isVisible(visibly());
        assertThat(operator.all("#who")).hasText("carol");
        assertThat(operator.all("[data-part='source']").first()).containsText("frontend", patiently());

        operator.button("Sign out");
        assertThat(operator.all("#sign-in")).isVisible();
    }

    @Test
    void slider_isApplied_isInTheAudit_andIsUndone() {
        enter("rollout");
        operator.slide(60);
        assertThat(operator.all("[data-part='effect']")).containsText("From 100 % to 60 %", patiently());
        operator.all("[data-part='greyCard'] [data-part='reason']").fill("second wave");
        operator.button("Apply");
        assertThat(operator.notices()).containsText("The grey release is 60 %", patiently());
        assertThat(operator.all("[data-part='inForce']")).hasText("60 %", patientText());

        operator.slide(0);
        operator.button("Apply");
        assertThat(operator.question()).containsText("everybody polls");
        operator.screenshot("ops-asks");
        operator.cancel();
        assertThat(operator.all("[data-part='inForce']")).hasText("60 %");

        operator.go("log");
        var newest = operator.all("[data-part='audit'] tbody tr").first();
        assertThat(newest).containsText("second wave", patiently());
        assertThat(newest).containsText("carol");
        newest.locator("button").click();
        operator.confirm("a mistake");
        assertThat(operator.notices()).containsText("is undone", patiently());
        assertThat(newest).containsText("a mistake", patiently());
        operator.go("rollout");
        assertThat(operator.all("[data-part='inForce']")).hasText("100 %", patientText());
    }

    @Test
    void listEntry_decides_asExplainSays_untilItIsRemoved() {
        String uid = "u-" + UUID.randomUUID();
        enter("rollout");
        operator.all("[data-part='listsCard'] [data-part='value']").fill(uid);
        operator.all("[data-part='listsCard'] [data-part='reason']").fill("a robot");
        operator.button("Add");
        assertThat(operator.notices()).containsText(uid + " is on the black list", patiently());

        explain(uid);
        assertThat(operator.all(".verdict")).containsText("polling", patiently());
        assertThat(operator.all(".rule--decides")).containsText("black");
        operator.screenshot("ops-rollout");

        operator.all("tr[data-key='black uid " + uid + "'] button").click();
        operator.confirm("a person after all");
        assertThat(operator.notices()).containsText(uid + " is off the black list", patiently());
        explain(uid);
        assertThat(operator.all(".verdict")).containsText("long connection", patiently());
    }

    @Test
    void switch_withExpiry_saysWhenItEnds_andIsPutBack() {
        enter("switches");
        var row = operator.all("[data-switch='broadcast']");
        assertThat(row.locator(".state")).hasText("on", patientText());
        row.locator("[data-part='change']").click();
        assertThat(operator.question()).containsText("Connectors pull");
        operator.question().locator("[name='span']").selectOption("300000");
        operator.confirm("a match begins");
        assertThat(operator.notices()).containsText("is off, ends in 5 min", patiently());
        assertThat(row).containsText("ends in", patiently());
        assertThat(row).containsText("a match begins");
        operator.screenshot("ops-switches");

        row.locator("[data-part='reset']").click();
        operator.confirm("it is over");
        assertThat(row.locator(".state")).hasText("on", patientText());
    }

    @Test
    void drain_asksFirst_saysWhatItDid_andIsTakenBack() {
        enter("nodes");
        var row = operator.all("[data-part='nodes'] tbody tr").first();
        row.locator("button").click();
        assertThat(operator.question()).containsText("takes no new clients");
        operator.screenshot("ops-drain");
        operator.cancel();
        assertThat(row).containsText("up", patiently());

        row.locator("button").click();
        operator.question().locator("[name='over']").selectOption("1800000");
        operator.confirm("a new kernel");
        assertThat(operator.notices()).containsText("drains", patiently());
        assertThat(row).containsText("draining", patiently());

        row.locator("button").click();
        operator.confirm("later");
        assertThat(row).containsText("up", patiently());
    }

    @ParameterizedTest
    @CsvSource({"1280, 800, desktop", "390, 844, phone"})
    void everySection_fitsTheScreen(int width, int height, String screen) throws Exception {
        visitor.close();
        come(width, height);
        String title = "A room for the " + screen;
        calls.post("/v1/rooms", calls.token("host"), "{\"title\":\"%s\",\"area\":\"music\"}".formatted(title));
        enter("overview");
        for (String section : SECTIONS) {
            operator.go(section);
            assertThat(operator.all("#" + section + "-section")).isVisible(visibly());
            assertThat(operator.all("#status")).containsText("as of", patiently());
            assertThat(visitor.sidewaysScroll()).as(section).isZero();
            operator.screenshot("ops-" + section + "-" + screen);
        }
        operator.go("rooms");
        assertThat(operator.all("[data-part='rooms']")).containsText(title, patiently());
        operator.go("overview");
        assertThat(operator.all(".plot canvas")).hasCount(5);
    }

    private void enter(String section) {
        visitor.open(address + "/ops#" + section);
        operator.signIn(token);
        assertThat(operator.all("#" + section + "-section")).isVisible(visibly());
    }

    private void explain(String uid) {
        operator.all("[data-part='explainCard'] [data-part='uid']").fill(uid);
        operator.button("Explain");
    }

    private static IsVisibleOptions visibly() {
        return new IsVisibleOptions().setTimeout(PATIENCE_MS);
    }

    private static ContainsTextOptions patiently() {
        return new ContainsTextOptions().setTimeout(PATIENCE_MS);
    }

    private static HasTextOptions patientText() {
        return new HasTextOptions().setTimeout(PATIENCE_MS);
    }
}
