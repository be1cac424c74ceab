package live.danmaku.tools.history.check;

import java.util.List;
import live.danmaku.tools.history.record.Send;

/**
 * A message and all tries to send it.
 *
 * @param tries in the order they were sent; one at least
 */
public record SentMessage(List<Send> tries) {

    public SentMessage {
        tries = tries.stream()
                .sorted((one, other) -> Long.compare(one.sentAt(), other.sentAt()))
                .toList();
    }

    public String id() {
        return tries.get(0).id();
    }

    String room() {
        return tries.get(0).room();
    }

    String type() {
        return tries.get(0).type();
    }

    String by() {
        return tries.get(0).by();
    }

    long value() {
        return tries.get(0).value();
    }

    boolean isAccepted() {
        return tries.stream().anyMatch(Send::isAccepted);
    }

    /** Whether the server said of every try that it was not accepted. */
    boolean isRefused() {
        return tries.stream().allMatch(Send::isRefused);
    }

    long firstSentAt() {
        return tries.get(0).sentAt();
    }

    /** When its first 202 was there; only of an accepted message. */
    long acceptedAt() {
        return tries.stream()
                .filter(Send::isAccepted)
                .mapToLong(Send::answeredAt)
                .min()
                .orElseThrow();
    }
}
