package live.danmaku.frontend.hotroom;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import live.danmaku.model.RoomId;
import live.danmaku.model.timeline.Hint;
import live.danmaku.model.timeline.HintSource;
import live.danmaku.model.timeline.HintSource.Subscription;

/** The loop that reads a hot room: every period, and sooner after a hint, but not more often than hints may ask. */
final class FollowedRoom implements AutoCloseable {

    private final RoomId id;
    private final HotRoom room;
    private final ReadMeter meter;
    private final ScheduledExecutorService thread;
    private final HotRoomSettings settings;
    private final CompletionStage<Subscription> subscription;
    private final Future<?> loop;
    private final AtomicBoolean hinted = new AtomicBoolean();
    private volatile long lastRead;

    FollowedRoom(
            RoomId id,
            HotRoom room,
            ReadMeter meter,
            HintSource hints,
            ScheduledExecutorService thread,
            HotRoomSettings settings) {
        this.id = id;
        this.room = room;
        this.meter = meter;
        this.thread = thread;
        this.settings = settings;
        this.subscription = hints.subscribe(room.topic(), this::hint);
        long period = settings.period().toNanos();
        this.loop = thread.scheduleAtFixedRate(this::readUnlessJustRead, 0, period, TimeUnit.NANOSECONDS);
    }

    RoomId id() {
        return id;
    }

    HotRoom room() {
        return room;
    }

    ReadMeter meter() {
        return meter;
    }

    /** Called by the store's thread. */
    private void hint(Hint hint) {
        if (hinted.compareAndSet(false, true) && !thread.isShutdown()) {
            long since = System.nanoTime() - lastRead;
            long wait = Math.max(0, settings.hintPeriod().toNanos() - since);
            thread.schedule(this::read, wait, TimeUnit.NANOSECONDS);
        }
    }

    private void readUnlessJustRead() {
        if (System.nanoTime() - lastRead >= settings.hintPeriod().toNanos()) {
            read();
        }
    }

    private void read() {
        hinted.set(false);
        lastRead = System.nanoTime();
        room.read();
    }

    @Override
    public void close() {
        loop.cancel(false);
        subscription.thenAccept(Subscription::close);
    }
}
