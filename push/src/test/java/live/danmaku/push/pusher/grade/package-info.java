@NullMarked
package live.danmaku.push.pusher.grade;

import org.jspecify.annotations.NullMarked;
