package live.danmaku.push.pusher.feed;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** Turns that the test takes, at a time that the test sets. Of one thread. */
final class ManualTurns implements Turns {

    private final Queue<Runnable> now = new ArrayDeque<>();
    private final PriorityQueue<Later> later =
            new PriorityQueue<>(Comparator.comparingLong(Later::at).thenComparingLong(Later::number));
    private long nanos = 1;
    private long number;

    private record Later(long at, long number, Runnable task) {}

    @Override
    public void soon(Runnable task) {
        now.add(task);
    }

    @Override
    public void later(long delay, Runnable task) {
        later.add(new Later(nanos + delay, number++, task));
    }

    @Override
    public long nanos() {
        return nanos;
    }

    /** Takes the turns that are waiting, and those that come of them. */
    void run() {
        Runnable next = now.poll();
        while (next != null) {
            next.run();
            next = now.poll();
        }
    }

    /** Lets time pass, and takes the turns that become due. */
    void pass(Duration time) {
        run();
        long until = nanos + time.toNanos();
        Later next = later.peek();
        while (next != null && next.at() <= until) {
            later.remove();
            nanos = Math.max(nanos, next.at());
            next.task().run();
            run();
            next = later.peek();
        }
        nanos = until;
    }
}
