@NullMarked
package live.danmaku.push.pusher.release;

import org.jspecify.annotations.NullMarked;
