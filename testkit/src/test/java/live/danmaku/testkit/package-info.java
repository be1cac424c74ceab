@NullMarked
package live.danmaku.testkit;

import org.jspecify.annotations.NullMarked;
