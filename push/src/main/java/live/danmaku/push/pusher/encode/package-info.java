/** Batches as bytes: each form that clients take is made once, here, and framed by whoever holds the connections. */
@NullMarked
package live.danmaku.push.pusher.encode;

import org.jspecify.annotations.NullMarked;
