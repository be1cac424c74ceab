@NullMarked
package live.danmaku.embedded;

import org.jspecify.annotations.NullMarked;
