/** Judges by the rules of routing who may have a long connection, and again when they change. */
@NullMarked
package live.danmaku.push.pusher.release;

import org.jspecify.annotations.NullMarked;
