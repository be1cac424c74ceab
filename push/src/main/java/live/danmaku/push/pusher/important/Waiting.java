package live.danmaku.push.pusher.important;

import live.danmaku.model.Topic;
import live.danmaku.model.push.Recipient;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.pusher.link.Link;

/**
 * A session whose acknowledgements are waited for. It has a time at which to look whether something is to be sent again,
 * which moves away from {@link ResendSettings#first()} by doubling. While it has acknowledged everything it rests, and is
 * looked at rarely, because hints may be lost. Of one thread.
 */
final class Waiting {

    private static final long REST_MS = 30_000;
    private static final long LOOKING = Long.MAX_VALUE;

    private final Link link;
    private final Topic topic;
    private final String session;
    private final Recipient recipient;
    private final Encoding encoding;
    private final ResendSettings settings;
    private Cursor acknowledged;
    private long due;
    private long pauseMs;
    private boolean resting;
    private boolean over;

    /**
     * @param acknowledged where it begins
     * @param now in ms of the clock that {@link #isDue} is asked by
     */
    Waiting(
            Link link,
            Topic topic,
            String session,
            Recipient recipient,
            Encoding encoding,
            Cursor acknowledged,
            ResendSettings settings,
            long now) {
        this.link = link;
        this.topic = topic;
        this.session = session;
        this.recipient = recipient;
        this.encoding = encoding;
        this.acknowledged = acknowledged;
        this.settings = settings;
        restart(now);
    }

    Link link() {
        return link;
    }

    Topic topic() {
        return topic;
    }

    String session() {
        return session;
    }

    Recipient recipient() {
        return recipient;
    }

    Encoding encoding() {
        return encoding;
    }

    Cursor acknowledged() {
        return acknowledged;
    }

    /** Everything up to here is seen, or does not matter any more. */
    void acknowledge(Cursor cursor, long now) {
        if (!cursor.epoch().equals(acknowledged.epoch()) || cursor.place() > acknowledged.place()) {
            acknowledged = cursor;
            restart(now);
        }
    }

    /** There may be something new. */
    void hinted(long now) {
        if (resting || due == LOOKING) {
            restart(now);
        }
    }

    private void restart(long now) {
        resting = false;
        pauseMs = settings.first().toMillis();
        due = now + pauseMs;
    }

    boolean isDue(long now) {
        return !over && due <= now;
    }

    /** It is being looked for; nobody else looks meanwhile. */
    void looking() {
        due = LOOKING;
    }

    /** There is nothing that it has not acknowledged, unless a hint came while that was looked for. */
    void rest(long now) {
        if (due == LOOKING) {
            resting = true;
            due = now + REST_MS;
        }
    }

    /** Something was sent again: not so soon the next time. */
    void sent(long now) {
        resting = false;
        pauseMs = Math.min(2 * pauseMs, settings.most().toMillis());
        due = now + pauseMs;
    }

    /** Nobody could look: again after the same time. */
    void unanswered(long now) {
        due = now + pauseMs;
    }

    /** The session is gone. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }
}
