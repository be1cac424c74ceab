/** Sending: how many messages are accepted, and when they are seen. */
@NullMarked
package live.danmaku.benchmarks.write;

import org.jspecify.annotations.NullMarked;
