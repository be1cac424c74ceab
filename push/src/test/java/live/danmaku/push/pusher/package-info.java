@NullMarked
package live.danmaku.push.pusher;

import org.jspecify.annotations.NullMarked;
