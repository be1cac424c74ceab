@NullMarked
package live.danmaku.standalone.architecture.planted.push.pusher;

import org.jspecify.annotations.NullMarked;
