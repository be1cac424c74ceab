/** What the program is compared with. */
@NullMarked
package live.danmaku.benchmarks.reference;

import org.jspecify.annotations.NullMarked;
