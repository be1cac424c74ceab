@NullMarked
package live.danmaku.push.pusher.entry;

import org.jspecify.annotations.NullMarked;
