package live.danmaku.routing.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import live.danmaku.model.telemetry.Cohort;
import live.danmaku.model.telemetry.Transport;
import org.junit.jupiter.api.Test;

class GuardJudgeTest {

    private final GuardJudge judge = new GuardJudge(Guards.settings());

    @Test
    void judge_nothing_isFine() {
        assertThat(judge.judge(new Reports().all())).isInstanceOf(Verdict.Fine.class);
    }

    @Test
    void judge_healthyVersions_areFine() {
        Reports reports =
                new Reports().connects("1.0", 1_000, 20).connects("2.0", 60, 11).polls(500, 1);

        assertThat(judge.judge(reports.all())).isInstanceOf(Verdict.Fine.class);
    }

    @Test
    void judge_oneVersionFails_itIsBad() {
        Reports reports = new Reports().connects("1.0", 200, 4).connects("2.0", 50, 45);

        assertThat(bad(reports)).containsExactly("2.0");
    }

    @Test
    void judge_oneVersionFailsThatMostHave_itIsBadAndNotAll() {
        Reports reports = new Reports().connects("1.0", 60, 1).connects("2.0", 5_000, 4_900);

        assertThat(bad(reports)).containsExactly("2.0");
    }

    @Test
    void judge_severalVersionsFail_allOfThemAreBad() {
        Reports reports =
                new Reports().connects("1.0", 200, 4).connects("2.0", 90, 60).connects("3.0", 80, 80);

        assertThat(bad(reports)).containsExactly("3.0", "2.0");
    }

    @Test
    void judge_fewConnects_areNoEvidence() {
        assertThat(judge.judge(new Reports()
                        .connects("1.0", 200, 8)
                        .connects("2.0", 49, 49)
                        .all()))
                .isInstanceOf(Verdict.BadForAll.class)
                .extracting(verdict -> ((Verdict.BadForAll) verdict).finding().subject())
                .isEqualTo("");
    }

    @Test
    void judge_fewFailuresOfFewConnects_areFine() {
        assertThat(judge.judge(new Reports()
                        .connects("1.0", 400, 4)
                        .connects("2.0", 49, 49)
                        .all()))
                .isInstanceOf(Verdict.Fine.class);
    }

    @Test
    void judge_aLittleWorseThanTheOthers_isNotTheVersionsFault() {
        Reports reports = new Reports().connects("1.0", 100, 15).connects("2.0", 100, 24);

        assertThat(judge.judge(reports.all())).isInstanceOf(Verdict.Fine.class);
    }

    @Test
    void judge_allVersionsFail_allIsBad() {
        Reports reports =
                new Reports().connects("1.0", 100, 60).connects("2.0", 100, 65).polls(100, 2);

        assertThat(judge.judge(reports.all())).isInstanceOf(Verdict.BadForAll.class);
    }

    @Test
    void judge_pollingFailsAsWell_longConnectionsAreNotWhatIsWrong() {
        Reports reports =
                new Reports().connects("1.0", 100, 60).connects("2.0", 100, 65).polls(100, 60);

        assertThat(judge.judge(reports.all())).isInstanceOf(Verdict.Fine.class);
    }

    @Test
    void judge_versionThatNobodyNames_isNotTakenOff() {
        Reports unknown = new Reports().connects("1.0", 100, 2).connects("", 60, 60);
        Reports tooMany = new Reports().connects("1.0", 100, 2).connects(Cohort.OTHER, 60, 60);

        assertThat(judge.judge(unknown.all())).isInstanceOf(Verdict.BadForAll.class);
        assertThat(judge.judge(tooMany.all())).isInstanceOf(Verdict.BadForAll.class);
    }

    @Test
    void judge_messagesMuchLaterThanWithPolling_allIsBad() {
        Reports late =
                new Reports().delays(Transport.WEBSOCKET, 100, 9_000, 0).delays(Transport.POLLING, 100, 2_000, 0);
        Reports fewer =
                new Reports().delays(Transport.WEBSOCKET, 99, 9_000, 0).delays(Transport.POLLING, 100, 2_000, 0);
        Reports sooner =
                new Reports().delays(Transport.WEBSOCKET, 100, 100, 0).delays(Transport.POLLING, 100, 2_000, 0);

        assertThat(judge.judge(late.all())).isInstanceOf(Verdict.BadForAll.class);
        assertThat(judge.judge(fewer.all())).isInstanceOf(Verdict.Fine.class);
        assertThat(judge.judge(sooner.all())).isInstanceOf(Verdict.Fine.class);
    }

    @Test
    void judge_manyMoreGapsThanWithPolling_allIsBad() {
        Reports gaps = new Reports().delays(Transport.TCP, 200, 100, 20).delays(Transport.POLLING, 100, 2_000, 2);
        Reports some = new Reports().delays(Transport.TCP, 200, 100, 12).delays(Transport.POLLING, 100, 2_000, 2);

        assertThat(judge.judge(gaps.all())).isInstanceOf(Verdict.BadForAll.class);
        assertThat(judge.judge(some.all())).isInstanceOf(Verdict.Fine.class);
    }

    @Test
    void judge_serverSentEvents_doNotCount() {
        Reports reports = new Reports().connects("1.0", 100, 2).delays(Transport.SSE, 500, 60_000, 500);

        assertThat(judge.judge(reports.all())).isInstanceOf(Verdict.Fine.class);
    }

    @Test
    void judge_fewReportersAndManyReports_areNotBelieved() {
        Reports one = new Reports().connects("1.0", 200, 4).failed("2.0", 5_000, 7);
        Reports two =
                new Reports().connects("1.0", 200, 4).failed("2.0", 2_000, 7).failed("2.0", 2_000, 8);
        Reports three = new Reports()
                .connects("1.0", 200, 4)
                .failed("2.0", 20, 7)
                .failed("2.0", 20, 8)
                .failed("2.0", 20, 9);

        assertThat(judge.judge(one.all())).isInstanceOf(Verdict.Fine.class);
        assertThat(judge.judge(one.all()).text()).contains("fewer than 3 addresses");
        assertThat(judge.judge(two.all())).isInstanceOf(Verdict.Fine.class);
        assertThat(bad(three)).containsExactly("2.0");
    }

    @Test
    void judge_fewReportersAmongHealthyClients_areNotBelieved() {
        Reports reports = new Reports()
                .connects("1.0", 200, 4)
                .connects("2.0", 300, 30)
                .failed("2.0", 5_000, 7)
                .failed("2.0", 5_000, 8);

        assertThat(judge.judge(reports.all())).isInstanceOf(Verdict.Fine.class);
    }

    @Test
    void judge_fewReportersAndASingleFailureOfAnother_areNotBelieved() {
        Reports reports = new Reports()
                .connects("1.0", 200, 4)
                .failed("2.0", 500, 7)
                .failed("2.0", 500, 8)
                .failed("2.0", 1, 9);

        assertThat(judge.judge(reports.all())).isInstanceOf(Verdict.Fine.class);
    }

    @Test
    void judge_fewReportersAgainstAnotherVersion_doNotHideABadOne() {
        Reports reports =
                new Reports().connects("1.0", 400, 4).failed("1.0", 5_000, 7).connects("2.0", 60, 60);

        assertThat(bad(reports)).containsExactly("2.0");
    }

    @Test
    void judge_failuresOfNobodyKnown_countAsOneReporters() {
        Reports reports = new Reports().connects("1.0", 200, 4).failedSomewhere("2.0", 5_000);

        assertThat(judge.judge(reports.all())).isInstanceOf(Verdict.Fine.class);
    }

    @Test
    void judge_delaysAndGapsOfFewReporters_areNotBelieved() {
        Reports polling = new Reports().delays(Transport.POLLING, 100, 2_000, 0);
        Reports late = new Reports()
                .delays(Transport.WEBSOCKET, 300, 100, 0)
                .delaysOf(7, Transport.WEBSOCKET, 5_000, 60_000, 0)
                .delaysOf(8, Transport.WEBSOCKET, 5_000, 60_000, 0);
        Reports gaps = new Reports()
                .delays(Transport.WEBSOCKET, 300, 100, 0)
                .delaysOf(7, Transport.WEBSOCKET, 1, 100, 5_000)
                .delaysOf(8, Transport.WEBSOCKET, 1, 100, 5_000);

        assertThat(judge.judge(late.and(polling).all())).isInstanceOf(Verdict.Fine.class);
        assertThat(judge.judge(gaps.and(polling).all())).isInstanceOf(Verdict.Fine.class);
    }

    private List<String> bad(Reports reports) {
        Verdict verdict = judge.judge(reports.all());
        assertThat(verdict).isInstanceOf(Verdict.BadVersions.class);
        return ((Verdict.BadVersions) verdict)
                .versions().stream().map(Verdict.Finding::subject).toList();
    }
}
