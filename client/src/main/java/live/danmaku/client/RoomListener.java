package live.danmaku.client;

/** What a client tells. All calls come on the client's thread, one after another; they must be quick. */
public interface RoomListener {

    /** Messages that came together, of the room or of another topic that is for this user. */
    void batch(Batch batch);

    /** How messages come has changed. */
    default void transport(TransportState state) {}

    /** Nothing more comes. */
    default void ended(String reason) {}
}
