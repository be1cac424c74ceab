package live.danmaku.model.room;

import live.danmaku.model.MessageId;
import live.danmaku.model.Sender;

/**
 * Somebody entered or left a room, and the room is to be told.
 *
 * @param id of the message that tells it: the same whoever tells it and however often, so that it is shown once
 * @param entered false: left
 */
public record PresenceChange(MessageId id, boolean entered, Sender viewer) {}
