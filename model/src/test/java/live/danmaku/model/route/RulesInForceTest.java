package live.danmaku.model.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import live.danmaku.model.DeviceId;
import live.danmaku.model.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesInForceTest {

    private static final GreyRelease OFF = new GreyRelease(false, 10_000, "1");
    private static final GreyRelease NOBODY = new GreyRelease(true, 0, "1");
    private static final RouteSubject ANN = RouteSubject.of("ann", "phone-1", "3.2.0");

    @ParameterizedTest
    @ValueSource(strings = {"black uid ann", "black device phone-1", "black version 3.2", "black version <4"})
    void decide_anyBlackEntry_beatsAnyWhiteOne(String black) {
        RulesInForce rules = rules(OFF, black, "white uid ann", "white device phone-1", "white version 3.2.0");

        assertThat(rules.decide(ANN, true)).isEqualTo(new RouteDecision(false, RouteRule.BLACK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"white uid ann", "white device phone-1", "white version 3.2.0.0", "white version >=3.2"})
    void decide_whiteEntry_winsWhenOffAndOutsideThePercentage(String white) {
        assertThat(rules(OFF, white).decide(ANN, true)).isEqualTo(new RouteDecision(true, RouteRule.WHITE));
        assertThat(rules(NOBODY, white).decide(ANN, true)).isEqualTo(new RouteDecision(true, RouteRule.WHITE));
    }

    @Test
    void decide_off_isPolling() {
        assertThat(rules(OFF).decide(ANN, true)).isEqualTo(new RouteDecision(false, RouteRule.SWITCH));
    }

    @Test
    void decide_opsSwitchedPushOff_isPollingForTheWhiteListToo() {
        assertThat(rules(GreyRelease.INITIAL, "white uid ann").decide(ANN, false))
                .isEqualTo(new RouteDecision(false, RouteRule.SWITCH));
    }

    @Test
    void decide_initially_everybodyIsIn() {
        assertThat(rules(GreyRelease.INITIAL).decide(ANN, true)).isEqualTo(new RouteDecision(true, RouteRule.PERCENT));
        assertThat(rules(GreyRelease.INITIAL).decide(RouteSubject.of("", "", ""), true))
                .isEqualTo(new RouteDecision(true, RouteRule.PERCENT));
    }

    @Test
    void decide_nobodyInParticular_isOutUnlessAllAreIn() {
        assertThat(rules(new GreyRelease(true, 9_999, "1")).decide(RouteSubject.of("", "", "3"), true))
                .isEqualTo(new RouteDecision(false, RouteRule.PERCENT));
    }

    @Test
    void decide_raisedPercentage_keepsEveryEarlierClientAndItsShareIsRight() {
        int ids = 100_000;
        List<RouteSubject> clients = IntStream.range(0, ids)
                .mapToObj(n -> n % 2 == 0
                        ? RouteSubject.of(Integer.toString(n), "d" + n, "")
                        : RouteSubject.of("", "device-" + n, ""))
                .toList();
        List<RouteSubject> before = List.of();
        for (int percent : new int[] {1, 10, 30, 60, 100}) {
            RulesInForce rules = rules(new GreyRelease(true, percent * 100, "winter"));
            List<RouteSubject> in = clients.stream()
                    .filter(client -> rules.decide(client, true).push())
                    .toList();

            assertThat(in.size() * 100.0 / ids).isCloseTo(percent, within(1.0));
            assertThat(before).allMatch(client -> rules.decide(client, true).push());
            before = in;
        }
    }

    @Test
    void decide_anotherSalt_choosesOthers() {
        RulesInForce one = rules(new GreyRelease(true, 5_000, "a"));
        RulesInForce other = rules(new GreyRelease(true, 5_000, "b"));

        long both = IntStream.range(0, 10_000)
                .mapToObj(n -> RouteSubject.of("u" + n, "", ""))
                .filter(client -> one.decide(client, true).push()
                        && other.decide(client, true).push())
                .count();

        assertThat(both).isBetween(2_300L, 2_700L);
    }

    @Test
    void decide_uidGiven_deviceDoesNotMatterForThePercentage() {
        GreyRelease half = new GreyRelease(true, 5_000, "1");

        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(n -> rules(half).decide(RouteSubject.of("ann", "d" + n, ""), true))
                        .distinct())
                .hasSize(1);
    }

    /** These must never change: clients would be moved. */
    @Test
    void bucketOf_isTheSameForEver() {
        GreyRelease grey = new GreyRelease(true, 0, "1");

        assertThat(grey.bucketOf(new UserId("42"))).isEqualTo(4165);
        assertThat(grey.bucketOf(new DeviceId("42"))).isEqualTo(3370);
    }

    @ParameterizedTest
    @CsvSource({
        "<3.2.0, 3.1.9, true",
        "<3.2.0, 3.2, false",
        "<=3.2.0, 3.2, true",
        "<=3.2, 3.2.0.1, false",
        ">3.2, 3.2.0, false",
        ">3.2, 3.10, true",
        ">=3.2, 3.2.0, true",
        "3.2, 3.2.0, true",
        "3.2, 3.20, false",
    })
    void decide_versionRange_comparesNumbersByDot(String range, String version, boolean isIn) {
        RouteDecision decision =
                rules(GreyRelease.INITIAL, "black version " + range).decide(RouteSubject.of("ann", "", version), true);

        assertThat(decision.rule() == RouteRule.BLACK).isEqualTo(isIn);
    }

    @Test
    void decide_manyRanges_isAsIfEachWereAsked() {
        String[] ranges = {"<2", "<=2", "<1.5", ">9", ">=9.1", ">9.0.1", "4.4", "5", "<=2.0.0.0"};
        RulesInForce all = rules(
                GreyRelease.INITIAL,
                Arrays.stream(ranges).map("black version "::concat).toArray(String[]::new));
        for (String version : new String[] {"0", "1.5", "2", "2.0.1", "4.4", "4.4.1", "5.0", "9", "9.0.0.1", "9.1"}) {
            boolean any = Arrays.stream(ranges)
                    .anyMatch(range -> VersionRange.parse(range).contains(Version.parse(version)));

            assertThat(all.decide(RouteSubject.of("", "", version), true).rule() == RouteRule.BLACK)
                    .as(version)
                    .isEqualTo(any);
        }
    }

    @Test
    void decide_noVersion_matchesNoVersionEntry() {
        assertThat(rules(GreyRelease.INITIAL, "black version <99", "black version >=0")
                        .decide(RouteSubject.of("ann", "", ""), true)
                        .push())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v3", "3.", ".3", "3..2", "3.2-beta", "-1", "1.2.3.4.5.6.7.8.9", "9999999999", "３"})
    void parse_nonsenseVersion_saysWhatIsExpected(String text) {
        assertThatThrownBy(() -> VersionRange.parse("<" + text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: ");
    }

    @Test
    void explain_everyRuleLookedAt_theLastDecides() {
        assertThat(rules(GreyRelease.INITIAL, "black uid ann").explain(ANN, true))
                .extracting(RuleLook::rule, RuleLook::matched)
                .containsExactly(tuple(RouteRule.BLACK, true));
        assertThat(rules(NOBODY).explain(ANN, true))
                .extracting(RuleLook::rule)
                .containsExactly(RouteRule.BLACK, RouteRule.WHITE, RouteRule.SWITCH, RouteRule.PERCENT);
        assertThat(rules(OFF, "white uid ann").explain(ANN, false))
                .extracting(RuleLook::rule)
                .containsExactly(RouteRule.BLACK, RouteRule.WHITE, RouteRule.SWITCH);
    }

    @Test
    void explain_alwaysEndsWithTheRuleThatDecides() {
        for (GreyRelease grey : List.of(OFF, NOBODY, GreyRelease.INITIAL, new GreyRelease(true, 5_000, "x"))) {
            for (String[] entries : new String[][] {{}, {"black uid ann"}, {"white uid ann"}}) {
                for (boolean push : new boolean[] {true, false}) {
                    RulesInForce rules = rules(grey, entries);
                    List<RuleLook> looks = rules.explain(ANN, push);

                    assertThat(looks.get(looks.size() - 1).rule())
                            .isEqualTo(rules.decide(ANN, push).rule());
                }
            }
        }
    }

    private static RulesInForce rules(GreyRelease grey, String... entries) {
        Map<ListPlace, ListEntry> all = new HashMap<>();
        for (String entry : entries) {
            String[] words = entry.split(" ", 3);
            ListPlace place = new ListPlace(
                    ListName.find(words[0]).orElseThrow(),
                    EntryKind.find(words[1]).orElseThrow(),
                    words[2]);
            all.put(place, new ListEntry(place, 0, 1, "bob", ""));
        }
        return new RoutingRules(1, grey, all).inForceAt(0);
    }
}
