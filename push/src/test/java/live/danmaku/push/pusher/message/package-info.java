@NullMarked
package live.danmaku.push.pusher.message;

import org.jspecify.annotations.NullMarked;
