package live.danmaku.push.connector.edge.packet;

/** Is told when a message is on its way, so that it cannot be for ever. */
public interface MessageWatch {

    /** A part of a message is there and the rest is not. Said again while that stays so. */
    void waiting();

    /** All that had begun is whole. */
    void whole();
}
