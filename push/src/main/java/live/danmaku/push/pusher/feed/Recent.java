package live.danmaku.push.pusher.feed;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import live.danmaku.push.pusher.message.PushedMessage;

/**
 * A message in memory.
 *
 * @param leftOut whether clients do not get it, but are told of one more left out
 */
record Recent(PushedMessage message, boolean leftOut) {

    static List<Recent> of(List<PushedMessage> messages, BitSet leftOut) {
        return IntStream.range(0, messages.size())
                .mapToObj(i -> new Recent(messages.get(i), leftOut.get(i)))
                .toList();
    }

    long place() {
        return message.place();
    }

    int bytes() {
        return message.payload().length;
    }
}
