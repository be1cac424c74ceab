package live.danmaku.processor.consume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OffsetHistoryTest {

    private final OffsetHistory history = new OffsetHistory();

    @Test
    void lowestSince_betweenTwoMoments_isThatOfTheEarlier() {
        history.note(1_000, 10);
        history.note(2_000, 20);
        history.note(3_000, 30);

        assertThat(history.lowestSince(2_500)).isEqualTo(20);
        assertThat(history.lowestSince(2_000)).isEqualTo(20);
        assertThat(history.lowestSince(9_000)).isEqualTo(30);
    }

    @Test
    void lowestSince_beforeTheFirstMoment_isThatOfTheFirst() {
        history.note(1_000, 10);
        history.note(2_000, 20);

        assertThat(history.lowestSince(0)).isEqualTo(10);
    }

    @Test
    void lowestSince_readAgainMeanwhile_countsWhatWasTakenBack() {
        history.note(1_000, 10);
        history.note(2_000, 20);
        history.note(2_100, 5);
        history.note(3_000, 8);

        assertThat(history.lowestSince(2_000)).isEqualTo(5);
    }

    @Test
    void lowestSince_moreThanTenMinutesAgo_isTheOldestKept() {
        for (int second = 0; second <= 3_600; second++) {
            history.note(second * 1_000L, second);
        }

        assertThat(history.lowestSince(0)).isEqualTo(3_000);
    }
}
