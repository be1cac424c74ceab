/** A message as the pusher handles it: its bytes and what their head says. */
@NullMarked
package live.danmaku.push.pusher.message;

import org.jspecify.annotations.NullMarked;
