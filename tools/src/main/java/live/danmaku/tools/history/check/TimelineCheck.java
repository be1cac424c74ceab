package live.danmaku.tools.history.check;

import java.util.Map;

/** What was accepted is in the timeline, once. */
final class TimelineCheck implements Check {

    @Override
    public void find(History history, Map<String, Timeline> timelines, Findings findings) {
        for (SentMessage message : history.messages().values()) {
            if (message.isAccepted() && JudgedTypes.visibleOnce(message.type())) {
                Timeline timeline = timelines.get(message.room());
                boolean freed = timeline != null && !timeline.isFromStart() && isReplayed(history, timeline.room());
                // Of a timeline that is freed already, the archive is judged.
                if (timeline == null || (timeline.indexOf(message.id()) == null && !freed)) {
                    findings.add(Finding.of(
                            Wrong.LOST,
                            message,
                            "%s was answered 202 and is not in %s".formatted(message.id(), message.room())));
                }
            }
        }
        for (Timeline timeline : timelines.values()) {
            for (String id : timeline.repeated()) {
                SentMessage message = history.messages().get(id);
                String text = "%s is twice in %s".formatted(id, timeline.room());
                findings.add(
                        message == null
                                ? Finding.at(0, Wrong.DOUBLED, text)
                                : Finding.of(Wrong.DOUBLED, message, text));
            }
        }
    }

    private static boolean isReplayed(History history, String room) {
        return history.replays().stream().anyMatch(replay -> replay.room().equals(room) && replay.status() == 200);
    }
}
