package live.danmaku.push.pusher.feed;

/**
 * A topic's mode, by its sessions: broadcast as soon as there are many; back when there have been clearly fewer for a while,
 * or at once when ops say so. Of one thread.
 */
final class PushModeJudge {

    private final FeedSettings settings;
    private PushMode mode = PushMode.NOTIFY;
    private boolean isSmall;
    private long smallSince;

    PushModeJudge(FeedSettings settings) {
        this.settings = settings;
    }

    PushMode mode() {
        return mode;
    }

    /**
     * Looks at a topic.
     *
     * @param allowed whether ops let topics be broadcast
     * @param nanos any clock's
     * @return whether it has another mode now
     */
    boolean judge(long sessions, boolean allowed, long nanos) {
        PushMode before = mode;
        if (!allowed) {
            mode = PushMode.NOTIFY;
            isSmall = false;
        } else if (sessions >= settings.broadcastFrom()) {
            mode = PushMode.BROADCAST;
            isSmall = false;
        } else if (sessions >= settings.broadcastBelow()) {
            isSmall = false;
        } else if (!isSmall) {
            isSmall = true;
            smallSince = nanos;
        } else if (nanos - smallSince >= settings.calm().toNanos()) {
            mode = PushMode.NOTIFY;
        }
        return mode != before;
    }
}
