@NullMarked
package live.danmaku.push.pusher.important;

import org.jspecify.annotations.NullMarked;
