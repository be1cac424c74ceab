package live.danmaku.tools.history.check;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Purpose;

/** When each message was seen first, by whichever live reader. */
final class Sightings {

    private final Map<String, Long> firstSeenAt = new HashMap<>();

    Sightings(History history) {
        for (Poll poll : history.polls()) {
            if (poll.purpose() == Purpose.LIVE) {
                poll.messages().forEach(seen -> firstSeenAt.merge(seen.id(), poll.answeredAt(), Math::min));
            }
        }
    }

    OptionalLong firstSeenAt(String id) {
        Long at = firstSeenAt.get(id);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }
}
