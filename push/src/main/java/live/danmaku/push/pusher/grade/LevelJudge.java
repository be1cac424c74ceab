package live.danmaku.push.pusher.grade;

import java.util.concurrent.TimeUnit;

/**
 * A room's level. Up as soon as it is large enough. Down when it has been a fifth smaller than its level begins for some
 * time, and twice as late each time it grew again soon after. Of one thread.
 */
public final class LevelJudge {

    private static final int MOST_DOUBLINGS = 6;
    private static final double CLEARLY_SMALLER = 0.8;

    private final GradeSettings settings;
    private RoomLevel level = RoomLevel.SMALL;
    private boolean isSmaller;
    private long smallerSince;
    private boolean wentDown;
    private long wentDownAt;
    private int doublings;

    public LevelJudge(GradeSettings settings) {
        this.settings = settings;
    }

    public RoomLevel level() {
        return level;
    }

    /**
     * Looks at a room's size.
     *
     * @param nanos any clock's
     * @return whether it has another level now
     */
    public boolean judge(long sessions, long nanos) {
        RoomLevel fitting = settings.levelOf(sessions);
        if (fitting.compareTo(level) > 0) {
            boolean soon = wentDown && nanos - wentDownAt < 2 * patience();
            doublings = soon ? Math.min(MOST_DOUBLINGS, doublings + 1) : 0;
            isSmaller = false;
            level = fitting;
            return true;
        }
        if (level == RoomLevel.SMALL
                || sessions >= CLEARLY_SMALLER * settings.of(level).sessions()) {
            isSmaller = false;
            return false;
        }
        if (!isSmaller) {
            isSmaller = true;
            smallerSince = nanos;
        }
        if (nanos - smallerSince < patience()) {
            return false;
        }
        isSmaller = false;
        wentDown = true;
        wentDownAt = nanos;
        level = RoomLevel.values()[level.ordinal() - 1];
        return true;
    }

    private long patience() {
        return TimeUnit.MILLISECONDS.toNanos(settings.calm().toMillis()) << doublings;
    }
}
