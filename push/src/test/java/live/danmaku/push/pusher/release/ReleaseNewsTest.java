package live.danmaku.push.pusher.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import live.danmaku.model.route.EntryKind;
import live.danmaku.model.route.GreyRelease;
import live.danmaku.model.route.ListEntry;
import live.danmaku.model.route.ListName;
import live.danmaku.model.route.ListPlace;
import live.danmaku.model.route.RoutingRules;
import live.danmaku.model.route.RulesInForce;
import live.danmaku.push.link.v1.Close;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Grant;
import live.danmaku.push.link.v1.Judge;
import live.danmaku.push.link.v1.JudgedSession;
import live.danmaku.push.link.v1.Rejudge;
import live.danmaku.push.pusher.link.HeardLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReleaseNewsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ListPlace BLACK_2 = new ListPlace(ListName.BLACK, EntryKind.VERSION, "2.0");

    private volatile RulesInForce rules = rules(5, GreyRelease.INITIAL, Map.of());
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final ReleaseNews news =
            new ReleaseNews(() -> rules, new ReleaseJudge(() -> rules, open::get), Duration.ofSeconds(4));
    private final HeardLink c1 = new HeardLink("c1");

    @AfterEach
    void close() {
        news.close();
    }

    @Test
    void rulesChange_connectorsAreToldToAskAgain_once() {
        news.opened(c1);
        rules = rules(6, GreyRelease.INITIAL.at(0), Map.of());

        await().atMost(PATIENCE).until(() -> rejudges().size() == 2);
        assertThat(rejudges().get(0).getRules()).isNotEqualTo(rejudges().get(1).getRules());
        assertThat(rejudges().get(1).getOverMs()).isEqualTo(4_000);
    }

    @Test
    void rulesChange_entryEnds_isAChangeOfTheSameVersion() {
        ListEntry entry = new ListEntry(BLACK_2, 1_000, 5, "ann", "");
        RoutingRules same = new RoutingRules(5, GreyRelease.INITIAL, Map.of(BLACK_2, entry));
        rules = same.inForceAt(999);
        news.opened(c1);
        rules = same.inForceAt(1_000);

        await().atMost(PATIENCE).until(() -> rejudges().size() == 2);
        assertThat(rejudges().get(0).getRules()).isNotEqualTo(rejudges().get(1).getRules());
    }

    @Test
    void judge_whoIsOutOfTheRelease_isSentToPolling_andNobodyElse() {
        rules = rules(6, GreyRelease.INITIAL.at(0), Map.of());
        news.opened(c1);
        ask(session("s1", Grant.newBuilder().setUid("ann").setRules(5)));
        ask(session("s2", Grant.newBuilder().setUid("ann").setListsOnly(true)), session("s3", Grant.newBuilder()));

        assertThat(closes())
                .extracting(close -> List.copyOf(close.getSessionsList()))
                .containsExactly(List.of("s1"), List.of("s3"));
        assertThat(closes()).allSatisfy(close -> assertThat(close.getCode()).isEqualTo(4007));
    }

    @Test
    void judge_blackVersion_isSentToPolling() {
        rules = rules(6, GreyRelease.INITIAL, Map.of(BLACK_2, new ListEntry(BLACK_2, 0, 6, "guard", "")));
        ask(
                session(
                        "s1",
                        Grant.newBuilder().setUid("ann").setVersion("2.0.0").setRules(5)),
                session("s2", Grant.newBuilder().setUid("ann").setVersion("2.1").setRules(5)));

        assertThat(closes())
                .extracting(close -> List.copyOf(close.getSessionsList()))
                .containsExactly(List.of("s1"));
    }

    @Test
    void judge_grantedByLaterRulesThanKnownHere_mayStay() {
        rules = rules(6, GreyRelease.INITIAL.at(0), Map.of());
        ask(session("s1", Grant.newBuilder().setUid("ann").setRules(7)));

        assertThat(closes()).isEmpty();
    }

    @Test
    void judge_idThatIsNone_endsNothing() {
        ask(session("s1", Grant.newBuilder().setDevice("a b").setListsOnly(true)));

        assertThat(closes()).isEmpty();
    }

    private void ask(JudgedSession... sessions) {
        news.said(
                c1,
                FromConnector.newBuilder()
                        .setJudge(Judge.newBuilder().addAllSessions(List.of(sessions)))
                        .build());
    }

    private static JudgedSession session(String id, Grant.Builder grant) {
        return JudgedSession.newBuilder().setSession(id).setGrant(grant).build();
    }

    private List<Rejudge> rejudges() {
        return c1.heard().stream()
                .filter(FromPusher::hasRejudge)
                .map(FromPusher::getRejudge)
                .toList();
    }

    private List<Close> closes() {
        return c1.heard().stream()
                .filter(FromPusher::hasClose)
                .map(FromPusher::getClose)
                .toList();
    }

    private static RulesInForce rules(long version, GreyRelease grey, Map<ListPlace, ListEntry> entries) {
        return new RoutingRules(version, grey, entries).inForceAt(0);
    }
}
