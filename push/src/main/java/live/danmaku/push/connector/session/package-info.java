/**
 * What the two halves of a connector share: the edge (sockets, dialects) gives {@link
 * live.danmaku.push.connector.session.Session}s, the hub ({@link live.danmaku.push.connector.session.Hub}) says what they
 * get.
 */
@NullMarked
package live.danmaku.push.connector.session;

import org.jspecify.annotations.NullMarked;
