package live.danmaku.benchmarks.backlog;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** A backlog of one room and one type, worked off in each gear; with a look at every sender's order. */
public final class OneRoom {

    private final Workbench bench;
    private final Backlog backlog;
    private final PinnedRooms rooms;
    private final int messages;
    private long seen;
    private long expected;
    private long violations;

    /** @param messages in each backlog */
    public OneRoom(Workbench bench, PinnedRooms rooms, int messages) {
        this.bench = bench;
        this.backlog = new Backlog(bench);
        this.rooms = rooms;
        this.messages = messages;
    }

    /** Measures all gears in turn; blocks. */
    public void measure(int round, WorkTable table) throws IOException, InterruptedException, ExecutionException {
        for (int gear = 1; gear <= PinnedRooms.GEARS; gear++) {
            RoomMessages room = new RoomMessages(rooms.room(gear, round));
            table.add("gear " + gear, backlog.workOff(List.of(room), messages));
            OwnOrder order = OwnOrder.of(bench.timeline(), room.topic());
            seen += order.messages();
            expected += messages;
            violations += order.violations();
            bench.redis().forget(room.room());
        }
    }

    /** Whether everything is there, and in its sender's order. */
    public boolean isRight() {
        return seen == expected && violations == 0;
    }

    @Override
    public String toString() {
        return "%,d messages of one room sent, %,d visible, %,d out of their sender's order"
                .formatted(expected, seen, violations);
    }
}
