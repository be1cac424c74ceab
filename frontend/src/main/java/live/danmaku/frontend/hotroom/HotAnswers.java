package live.danmaku.frontend.hotroom;

import live.danmaku.web.token.Caller;
import org.jspecify.annotations.Nullable;

/** The answers to polls that many share. */
@FunctionalInterface
interface HotAnswers {

    /**
     * Whether there may be answers of a room; that costs nothing to say.
     *
     * @param room a room id as it came in a path
     */
    default boolean isHot(String room) {
        return true;
    }

    /**
     * Finds an answer, and counts the poll if there is one. Never blocks.
     *
     * @param room a room id as it came in a path
     * @param query raw, without the question mark
     * @param viewer who asks, as far as that is known
     * @return null when the room is not hot here, or the question is for the timeline
     */
    @Nullable
    SharedAnswer answer(String room, String query, @Nullable Caller viewer);
}
