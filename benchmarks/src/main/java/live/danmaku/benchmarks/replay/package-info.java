/** Replays: how many viewers of finished streams are served, and what that costs the live ones. */
@NullMarked
package live.danmaku.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
