/**
 * The sockets of a connector. {@link live.danmaku.push.connector.edge.EdgeServer} accepts; every connection has two handlers:
 * one that cuts bytes into messages ({@code packet}, {@code websocket}) and a {@code connection}, whose {@code dialect} says
 * what a message means.
 */
@NullMarked
package live.danmaku.push.connector.edge;

import org.jspecify.annotations.NullMarked;
