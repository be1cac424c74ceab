/**
 * Who comes and goes: {@code EntryHandler → Doorkeeper} judges who wants in, {@code Visitors} keeps presence right and tells
 * rooms, {@code Bans} sends away who was banned, {@code OnlineNews} tells connectors how many watch.
 */
@NullMarked
package live.danmaku.push.pusher.entry;

import org.jspecify.annotations.NullMarked;
