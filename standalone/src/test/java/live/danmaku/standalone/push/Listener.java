package live.danmaku.standalone.push;

import java.util.List;

/** A client that others wrote, in a room, and what it was told there in its order. */
interface Listener extends AutoCloseable {

    /** {@code <name>: <text>} of each. */
    List<String> comments();

    /** {@code <name>: <count> <gift>} of each. */
    List<String> gifts();

    /** Lets the client leave, and waits until all that it was told is here. Fails when the client did. */
    void leave() throws Exception;

    @Override
    void close();
}
