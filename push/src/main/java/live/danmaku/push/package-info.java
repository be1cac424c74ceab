/**
 * The long connection's place: the roles {@code connector}, which will hold sockets and nothing else, and {@code pusher},
 * which will follow the hints of timelines and decide who is told what. Neither serves anybody yet; clients poll.
 */
@NullMarked
package live.danmaku.push;

import org.jspecify.annotations.NullMarked;
