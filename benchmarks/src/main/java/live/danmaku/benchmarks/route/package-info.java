/** Routing: how many clients are told how to connect. */
@NullMarked
package live.danmaku.benchmarks.route;

import org.jspecify.annotations.NullMarked;
