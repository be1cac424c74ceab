package live.danmaku.tools.history.check;

/** What can be wrong. */
public enum Wrong {
    /** Answered 202, and not in the timeline. */
    LOST("lost"),
    /** Twice in the timeline, or shown again to a reader that had not gone back. */
    DOUBLED("doubled"),
    /** Shown to a reader, though nobody sent it or every try was refused. */
    NEVER_SENT("never sent"),
    /** A reader's order is not the timeline's, or a cursor went back. */
    DISORDERED("order"),
    /** Between a reader's first and last cursor, never shown to it, and no gap was told. */
    SILENT_GAP("silent gap"),
    /** Before a message of the same sender and type that was answered 202 before this one was sent. */
    OWN_ORDER("own order"),
    /** A gift that was answered 202 and is not done, or was not shown; or a ranking that is not the sum of the gifts. */
    GIFT("gifts"),
    /** Told inside an epoch though no suffix had been lost. */
    GAP("gap told"),
    /** A stream that does not come to its end, or a replay that is not what the timeline had, in number, order or bytes. */
    ARCHIVE("archive"),
    /** A viewer's entering or leaving that a room was not told, or twice. */
    PRESENCE("presence"),
    /** A key of an ended room that stays in Redis for ever. */
    LEFT("left"),
    /** A queue that does not empty, or a process that grows. */
    MEMORY("memory");

    private final String title;

    Wrong(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
