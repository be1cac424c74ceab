package live.danmaku.model.room;

import java.util.concurrent.CompletionStage;

/**
 * Tells a room, by a message of type {@code member}, that somebody entered or left; unless ops have switched that off, which
 * counts as told. Never blocks. A stage fails when the message could not be made safe.
 */
public interface MemberNews {

    CompletionStage<Void> tell(Room room, PresenceChange change);
}
