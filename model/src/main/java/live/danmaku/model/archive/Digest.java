package live.danmaku.model.archive;

/**
 * Tells whether two sets of messages are the same without comparing them one by one. Additive, so that it can follow a log
 * as that grows and as messages of it are deleted.
 *
 * @param count how many messages
 * @param checksum the sum of their {@link ArchivedMessage#checksum}
 */
public record Digest(long count, long checksum) {

    /** Of no message. */
    public static final Digest NONE = new Digest(0, 0);

    public Digest plus(ArchivedMessage message) {
        return new Digest(count + 1, checksum + message.checksum());
    }

    public Digest plus(Digest other) {
        return new Digest(count + other.count, checksum + other.checksum);
    }

    public Digest minus(Digest other) {
        return new Digest(count - other.count, checksum - other.checksum);
    }
}
