package live.danmaku.benchmarks.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A count that cannot be other than zero would prove nothing. */
class WaitsTest {

    private static final String WATCHED = "watched-";

    @Test
    void count_monitorThatAnotherHolds_isALock() throws Exception {
        Object monitor = new Object();
        Thread thread;
        Waits.Count count;
        try (Waits waits = new Waits()) {
            synchronized (monitor) {
                thread = start(() -> {
                    synchronized (monitor) {
                        Thread.onSpinWait();
                    }
                });
                while (thread.getState() != Thread.State.BLOCKED) {
                    Thread.onSpinWait();
                }
            }
            thread.join(10_000);
            count = waits.count(WATCHED);
        }

        assertThat(count.locks()).isPositive();
        assertThat(count.isNothing()).isFalse();
    }

    @Test
    void count_lockThatAnotherHolds_isALock() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Waits.Count count;
        try (Waits waits = new Waits()) {
            lock.lock();
            Thread thread = start(() -> {
                lock.lock();
                lock.unlock();
            });
            while (!lock.hasQueuedThread(thread)) {
                Thread.onSpinWait();
            }
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            lock.unlock();
            thread.join(10_000);
            count = waits.count(WATCHED);
        }

        assertThat(count.locks()).isPositive();
    }

    @Test
    void count_fileReadAndWritten_isInputAndOutput(@TempDir Path folder) throws Exception {
        Waits.Count count;
        try (Waits waits = new Waits()) {
            start(() -> {
                        try {
                            Files.writeString(folder.resolve("f"), "hello");
                            Files.readString(folder.resolve("f"));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .join(10_000);
            count = waits.count(WATCHED);
        }

        assertThat(count.inputAndOutput()).isPositive();
    }

    @Test
    void count_otherThreads_doNotCount() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Waits.Count count;
        try (Waits waits = new Waits()) {
            start(begun::countDown);
            begun.await(); // this thread waits, not the watched one
            count = waits.count(WATCHED);
        }

        assertThat(count.isNothing()).isTrue();
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, WATCHED + "1");
        thread.start();
        return thread;
    }
}
