@NullMarked
package live.danmaku.benchmarks.route;

import org.jspecify.annotations.NullMarked;
