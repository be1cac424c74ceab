package live.danmaku.model.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RuleWatchTest {

    private static final ListPlace ANN = new ListPlace(ListName.BLACK, EntryKind.UID, "ann");
    private static final RouteSubject CLIENT = RouteSubject.of("ann", "", "");

    private final InMemoryRules store = new InMemoryRules();
    private final Hints hints = new Hints();
    private final RuleWatch watch = new RuleWatch(store, hints);

    /** Hints that can be lost. */
    private static final class Hints implements RuleHints {

        private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

        @Override
        public void tell() {
            listeners.forEach(Runnable::run);
        }

        @Override
        public CompletionStage<Void> listen(Runnable listener) {
            listeners.add(listener);
            return CompletableFuture.completedFuture(null);
        }
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void start_whoIsDenied_isSoFromTheBeginning() {
        change(new RuleChange.PutEntry(ANN, 0));

        watch.start();

        assertThat(isDenied()).isTrue();
        assertThat(watch.isFresh()).isTrue();
    }

    @Test
    void inForce_hintLost_followsWithinASecond() {
        watch.start();

        change(new RuleChange.PutEntry(ANN, 0));

        await().atMost(1, TimeUnit.SECONDS).until(this::isDenied);
    }

    @Test
    void inForce_hinted_followsAtOnce() {
        watch.start();
        await().atMost(5, TimeUnit.SECONDS).until(() -> !hints.listeners.isEmpty());

        change(new RuleChange.PutEntry(ANN, 0));
        hints.tell();

        await().atMost(1, TimeUnit.SECONDS).until(this::isDenied);
    }

    @Test
    void inForce_storeIsAway_keepsTheLastAndEndsEntriesWhenItIsTime() {
        change(new RuleChange.SetGrey(new GreyRelease(false, 0, "s")));
        change(new RuleChange.PutEntry(ANN, 1_500));
        watch.start();
        store.setAway(true);

        await().atMost(10, TimeUnit.SECONDS).until(() -> !isDenied());
        assertThat(watch.inForce().grey().enabled()).isFalse();
        await().atMost(10, TimeUnit.SECONDS).until(() -> !watch.isFresh());
        assertThat(watch.age()).isGreaterThan(Duration.ofSeconds(2));

        store.setAway(false);
        await().atMost(5, TimeUnit.SECONDS).until(watch::isFresh);
    }

    @Test
    void start_storeIsAway_isNotFreshAndReadsWhenItIsBack() {
        change(new RuleChange.PutEntry(ANN, 0));
        store.setAway(true);
        watch.start();
        assertThat(watch.isFresh()).isFalse();
        assertThat(isDenied()).isFalse();

        store.setAway(false);

        await().atMost(2, TimeUnit.SECONDS).until(this::isDenied);
    }

    private boolean isDenied() {
        return watch.inForce().decide(CLIENT, true).rule() == RouteRule.BLACK;
    }

    private void change(RuleChange change) {
        store.change(change, "bob", "").toCompletableFuture().join();
    }
}
