package live.danmaku.push.connector.hub;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * What the hub's thread has for the loops: collected in a turn, then handed over with one task for each loop, in order.
 * Owned by the hub's thread.
 */
final class LoopPosts {

    private final EventLoop thread;
    private final Map<LoopHub, List<Runnable>> unsent = new LinkedHashMap<>();

    LoopPosts(EventLoop thread) {
        this.thread = thread;
    }

    void post(LoopHub loop, Runnable task) {
        unsent.computeIfAbsent(loop, any -> new ArrayList<>()).add(task);
    }

    /** Holds the batch until the task is done. */
    void post(LoopHub loop, FramedBatch batch, Runnable task) {
        batch.retain();
        post(loop, () -> {
            try {
                task.run();
            } finally {
                batch.release();
            }
        });
    }

    /** Runs something on the hub's thread, as a turn of its own. */
    void later(long nanos, Runnable turn) {
        thread.schedule(() -> turn(turn), nanos, TimeUnit.NANOSECONDS);
    }

    private void turn(Runnable turn) {
        turn.run();
        send();
    }

    void send() {
        if (unsent.isEmpty()) {
            return;
        }
        unsent.forEach((loop, tasks) -> {
            try {
                loop.later(() -> loop.run(tasks));
            } catch (RejectedExecutionException e) {
                // The loop has ended, and its sessions with it.
            }
        });
        unsent.clear();
    }
}
