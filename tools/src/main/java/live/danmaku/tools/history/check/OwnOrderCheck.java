package live.danmaku.tools.history.check;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A message comes after all that its sender had been answered 202 before sending it. Types keep no order between one
 * another.
 */
final class OwnOrderCheck implements Check {

    private record Lane(String room, String by, String type) {}

    /** A message and its index in the timeline. */
    private record Placed(SentMessage message, int index) {}

    @Override
    public void find(History history, Map<String, Timeline> timelines, Findings findings) {
        history.messages().values().stream()
                .filter(SentMessage::isAccepted)
                .collect(groupingBy(message -> new Lane(message.room(), message.by(), message.type())))
                .forEach((lane, messages) -> {
                    Timeline timeline = timelines.get(lane.room());
                    if (timeline != null) {
                        find(timeline, messages).forEach(finding -> judge(history, finding, findings));
                    }
                });
    }

    /** What comes back after it was lost may come in another order; readers are told of a gap then. */
    private static void judge(History history, Finding finding, Findings findings) {
        SentMessage message = finding.message();
        if (message != null && history.faults().lossDuring(message.firstSentAt(), message.acceptedAt())) {
            findings.explain("own order of messages that came back after they were lost");
        } else {
            findings.add(finding);
        }
    }

    private static List<Finding> find(Timeline timeline, List<SentMessage> messages) {
        List<Placed> placed = new ArrayList<>();
        for (SentMessage message : messages) {
            Integer index = timeline.indexOf(message.id());
            if (index != null) {
                placed.add(new Placed(message, index));
            }
        }
        List<Placed> bySending = placed.stream()
                .sorted(comparingLong(each -> each.message().firstSentAt()))
                .toList();
        List<Placed> byAnswer = placed.stream()
                .sorted(comparingLong(each -> each.message().acceptedAt()))
                .toList();
        List<Finding> findings = new ArrayList<>();
        int answered = 0;
        int highest = -1;
        for (Placed sent : bySending) {
            while (answered < byAnswer.size()
                    && byAnswer.get(answered).message().acceptedAt()
                            <= sent.message().firstSentAt()) {
                highest = Math.max(highest, byAnswer.get(answered).index());
                answered++;
            }
            if (sent.index() < highest) {
                findings.add(Finding.of(
                        Wrong.OWN_ORDER,
                        sent.message(),
                        "%s of %s comes before %s, which was answered 202 before it was sent"
                                .formatted(
                                        sent.message().id(),
                                        sent.message().by(),
                                        timeline.ids().get(highest))));
            }
        }
        return findings;
    }
}
