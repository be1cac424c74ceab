/**
 * The long connection: {@code connector} holds sockets and nothing else, {@code pusher} follows the hints of timelines and
 * decides who is told what; they meet in {@code link}.
 */
@NullMarked
package live.danmaku.push;

import org.jspecify.annotations.NullMarked;
