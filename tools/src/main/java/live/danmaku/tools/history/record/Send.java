package live.danmaku.tools.history.record;

/**
 * One try to send a message. A message is known by its id; several tries of one id are one message.
 *
 * @param by the sender's uid
 * @param value what a gift is worth; 0 for everything else
 * @param sentAt when the request left
 * @param answeredAt when the answer, or the news that none comes, was there
 * @param status of the answer; {@value #NO_ANSWER} without one: then the message may have been accepted all the same
 */
public record Send(String by, String room, String type, String id, long value, long sentAt, long answeredAt, int status)
        implements HistoryLine {

    public static final int NO_ANSWER = 0;

    public boolean isAccepted() {
        return status == 202;
    }

    /** Whether the server said that this try was not accepted. */
    public boolean isRefused() {
        return status >= 400 && status < 500;
    }
}
