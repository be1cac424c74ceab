@NullMarked
package live.danmaku.push.pusher.link;

import org.jspecify.annotations.NullMarked;
