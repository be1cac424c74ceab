package live.danmaku.model.room;

import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;

/**
 * Gives back to the store of {@link Presence} the changes that it lost with its last writes. The rooms' messages have
 * them: what a room was shown is the truth, the store a view of it. Never blocks; stages fail when the store cannot
 * be reached.
 */
public interface PresenceRepair {

    /**
     * Repeats changes that the room was shown. A change that the store has, or that is older than a later one it has,
     * changes nothing, and no room is shown anything again. A room whose timeline is closed is not entered.
     *
     * @param changes those of a viewer in the order in which they were shown
     */
    CompletionStage<Void> restore(RoomId room, List<Shown> changes);

    /**
     * A change that the room was shown.
     *
     * @param entered false: left
     * @param at when the message was accepted, in ms since 1970
     */
    record Shown(Sender viewer, boolean entered, long at) {}
}
