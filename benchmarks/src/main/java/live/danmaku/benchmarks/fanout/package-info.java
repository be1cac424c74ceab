/** {@code scripts/bench fanout}: one room's messages to many long connections, beside broadcasters that do nothing else. */
@NullMarked
package live.danmaku.benchmarks.fanout;

import org.jspecify.annotations.NullMarked;
