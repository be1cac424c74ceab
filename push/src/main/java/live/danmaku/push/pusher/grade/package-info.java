/**
 * How much of a room its sessions get. Rooms have one of four levels by their size, each with a budget of messages a second
 * for every session; what the budget does not hold is left out, the least important first, and counted.
 */
@NullMarked
package live.danmaku.push.pusher.grade;

import org.jspecify.annotations.NullMarked;
