@NullMarked
package live.danmaku.push.pusher.encode;

import org.jspecify.annotations.NullMarked;
