package live.danmaku.benchmarks.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import live.danmaku.benchmarks.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A count that cannot be other than zero would prove nothing. */
class WaitsTest {

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
            count = waits.count(Watched.class, "run");
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
            count = waits.count(Watched.class, "run");
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
            count = waits.count(Watched.class, "run");
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
            count = waits.count(Watched.class, "run");
        }

        assertThat(count.isNothing()).isTrue();
    }

    @Test
    void count_firstUseOfAClass_doesNotCount() throws Exception {
        Waits.Count count;
        try (Waits waits = new Waits();
                URLClassLoader newcomer = new URLClassLoader(
                        new URL[] {
                            Waits.class.getProtectionDomain().getCodeSource().getLocation()
                        },
                        null)) {
            start(() -> {
                        try {
                            newcomer.loadClass(Bench.class.getName());
                        } catch (ClassNotFoundException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .join(10_000);
            count = waits.count(Watched.class, "run");
        }

        assertThat(count.isNothing()).isTrue();
    }

    private record Watched(Runnable work) implements Runnable {

        @Override
        public void run() {
            work.run();
        }
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(new Watched(work));
        thread.start();
        return thread;
    }
}
