package live.danmaku.push.connector.hub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/**
 * What the hub's thread has for the loops: collected in a turn, then handed over with one task for each loop, in order.
 * Owned by the hub's thread.
 */
final class LoopPosts {

    private final Map<LoopHub, List<Runnable>> unsent = new LinkedHashMap<>();

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
