package live.danmaku.client;

import java.nio.ByteBuffer;

/** Carries packets. Nothing blocks. */
interface PushLink {

    /** Called on any thread, but one call after another. */
    interface Listener {

        void opened();

        /** The bytes are the listener's until it returns. */
        void received(ByteBuffer bytes);

        /** It is over, whoever ended it; the last call. */
        void ended(String why);
    }

    void open();

    /** Sends whole packets; calls before {@link Listener#opened} are lost. */
    void send(ByteBuffer packet);

    /** Ends it; the listener may hear of it. */
    void close();
}
