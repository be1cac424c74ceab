package live.danmaku.processor.append;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClosedPatienceTest {

    private static final long PATIENCE = ClosedPatience.PATIENCE.toMillis();

    private final ClosedPatience patience = new ClosedPatience();

    @Test
    void isOver_afterSomeTime_andThenAtOnceForWhatFollows() {
        assertThat(patience.isOver(1_000)).isFalse();
        assertThat(patience.isOver(PATIENCE)).isFalse();
        assertThat(patience.isOver(1_000 + PATIENCE)).isTrue();
        assertThat(patience.isOver(2_000 + PATIENCE)).isTrue();
    }

    @Test
    void isOver_afterTheTimelineTookSomething_beginsAnew() {
        patience.isOver(1_000);
        patience.open();

        assertThat(patience.isOver(1_000 + PATIENCE)).isFalse();
    }

    @Test
    void isOver_longAfterItWasFoundClosedLast_beginsAnew() {
        patience.isOver(1_000);

        assertThat(patience.isOver(2_000 + 2 * PATIENCE)).isFalse();
        assertThat(patience.isOver(2_000 + 3 * PATIENCE)).isTrue();
    }
}
