@NullMarked
package live.danmaku.push.pusher.node;

import org.jspecify.annotations.NullMarked;
