package live.danmaku.tools.history.fault;

import java.util.Locale;

/** What may go wrong in a run. */
public enum FaultKind {
    /** Ends any one process, engines too, as {@code kill -9} does, and starts it again; loses no data of an engine. */
    KILL(true),
    /** Freezes any one process, engines too, for 1 to 60 s. */
    PAUSE(true),
    /** The Redis master dies with what it had not told its replica, which takes its place; or an old file of it comes back. */
    LOSE(true),
    /** Nothing passes between two processes any more, and neither is told. */
    HOLE(true),
    /** Connections between two processes are reset, and new ones too. */
    LINK(true),
    /** One of three brokers dies or freezes. */
    BROKER(true),
    /** The wall clock of one process jumps by 5 s, and back. */
    CLOCK(true),
    /** Kills the Redis replica that one of two front ends reads from, and starts it again. */
    REPLICA(true),
    /** Starts one more processor. */
    ADD(true),
    /** Rooms end, while others go on; each is judged as archived. */
    END(false),
    /** Viewers enter and leave; what rooms are told of them is judged. */
    VISIT(false),
    /** Sets the gears of all rooms' comments to 1, 2, 3, 4, 1, … every few seconds. */
    GEARS(false),
    /** Writers send some messages twice, at once or later. */
    RETRY(false),
    /** Polls rooms so often that they become hot, and leaves them alone until they are cold again. */
    HOT(false),
    /** Sends the readers with long connections to polling and back. */
    SWITCH(false),
    /** Cuts the connections of the readers with long connections. */
    CUT(false);

    private final boolean scheduled;

    FaultKind(boolean scheduled) {
        this.scheduled = scheduled;
    }

    /** Whether it is one of fault model F, of which there is one at a time; the others go on all the while. */
    public boolean isScheduled() {
        return scheduled;
    }

    /** Its name in histories and on the command line. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException with what was expected */
    public static FaultKind of(String name) {
        for (FaultKind kind : values()) {
            if (kind.wireName().equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("faults: '%s' (expected: %s)".formatted(name, Names.all()));
    }

    private static final class Names {

        static String all() {
            StringBuilder names = new StringBuilder("all, none, or some of");
            for (FaultKind kind : values()) {
                names.append(' ').append(kind.wireName());
            }
            return names.toString();
        }
    }
}
