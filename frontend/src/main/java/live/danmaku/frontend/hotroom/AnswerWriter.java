package live.danmaku.frontend.hotroom;

import java.util.function.Function;
import live.danmaku.frontend.poll.PollAnswer;
import live.danmaku.frontend.poll.PollPace;
import live.danmaku.frontend.poll.PollPage;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.room.Room;

/** Writes pages of hot rooms as answers. */
final class AnswerWriter {

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
        PollAnswer answer = new PollAnswer(room, page, pace.pollAfterMs(room, page.more()), online);
        return new SharedAnswer(answer.etag(), answer.json());
    }
}
