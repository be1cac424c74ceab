package live.danmaku.frontend.hotroom;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import live.danmaku.frontend.poll.PollAnswer;
import live.danmaku.frontend.poll.PollPace;
import live.danmaku.frontend.poll.PollPage;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.room.Room;

/** Writes pages of hot rooms as answers. */
final class AnswerWriter {

    /** Clients that got the same answer come back together; those of different answers should not. */
    private static final double JITTER = 0.1;

    private final PollPace pace;
    private final SwitchWatch switches;

    AnswerWriter(PollPace pace, SwitchWatch switches) {
        this.pace = pace;
        this.switches = switches;
    }

    /** What writes answers of a room as it is now. */
    RoomAnswers of(Room room, long online) {
        return new RoomAnswers(
                PageSize.of(online, switches.inForce().samplePercent()), page -> write(room, online, page));
    }

    /** @param write makes a page's answer */
    record RoomAnswers(PageSize size, Function<PollPage, SharedAnswer> write) {}

    private SharedAnswer write(Room room, long online, PollPage page) {
        double jitter = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        long after = Math.round(pace.pollAfterMs(room, page.more()) * jitter);
        PollAnswer answer = new PollAnswer(room, page, after, online);
        return new SharedAnswer(answer.etag(), answer.json());
    }
}
