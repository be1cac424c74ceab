/** What a flood of comments does to gifts. */
@NullMarked
package live.danmaku.benchmarks.flood;

import org.jspecify.annotations.NullMarked;
