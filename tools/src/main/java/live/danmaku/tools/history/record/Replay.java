package live.danmaku.tools.history.record;

import java.util.List;

/**
 * What a finished stream's replay showed, from its begin to its end.
 *
 * @param tier what was to answer: {@code first}, {@code memory}, {@code redis}, {@code mysql}
 * @param status of the answer that ended the reading; 200 when all was read
 */
public record Replay(String room, String tier, int status, List<Seen> messages) implements HistoryLine {

    public Replay {
        messages = List.copyOf(messages);
    }
}
