@NullMarked
package live.danmaku.push.pusher.feed;

import org.jspecify.annotations.NullMarked;
