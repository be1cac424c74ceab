package live.danmaku.push.pusher.link;

import live.danmaku.push.link.v1.FromConnector;

/**
 * Does something with what connectors say. There are several; each hears everything and looks at what is its own.
 *
 * <p>The calls for one link come one after the other, in the stream's order: {@link #opened} first, {@link #closed} last.
 * They come on the thread that reads the socket, so they must not block. What they throw ends the link.
 */
public interface LinkHandler {

    /** A connector has said who it is; {@link Link#connector()} knows. It has been welcomed. */
    default void opened(Link link) {}

    /** A connector says something, anything but {@code Hello}; what {@code Follows} says of many topics comes one by one. */
    default void said(Link link, FromConnector message) {}

    /** The stream is over, whoever ended it. */
    default void closed(Link link) {}
}
