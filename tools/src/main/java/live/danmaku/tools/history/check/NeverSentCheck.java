package live.danmaku.tools.history.check;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Seen;

/**
 * What was seen was sent, to this room, and not refused. A message whose tries got no clear answer may be seen or not. A
 * {@code system} message that nobody sent is the server's own.
 */
final class NeverSentCheck implements Check {

    @Override
    public void find(History history, Map<String, Timeline> timelines, Findings findings) {
        Set<String> told = new HashSet<>();
        for (Poll poll : history.polls()) {
            for (Seen seen : poll.messages()) {
                SentMessage message = history.messages().get(seen.id());
                boolean wrong = message == null
                        ? JudgedTypes.onlySentByPeople(seen.type())
                        : message.isRefused() || !message.room().equals(poll.room());
                if (wrong && told.add(seen.id())) {
                    findings.add(Finding.at(
                            poll.answeredAt(),
                            Wrong.NEVER_SENT,
                            "%s is shown in %s and was %s"
                                    .formatted(
                                            seen.id(),
                                            poll.room(),
                                            message == null
                                                    ? "never sent"
                                                    : message.isRefused() ? "refused" : "sent to " + message.room())));
                }
            }
        }
    }
}
