/**
 * The pusher's end of the link: one stream from each connector. {@link live.danmaku.push.pusher.link.Link} is what is said
 * on it, {@link live.danmaku.push.pusher.link.LinkHandler} what is done with what is heard.
 */
@NullMarked
package live.danmaku.push.pusher.link;

import org.jspecify.annotations.NullMarked;
