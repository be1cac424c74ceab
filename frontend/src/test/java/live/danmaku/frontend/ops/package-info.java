@NullMarked
package live.danmaku.frontend.ops;

import org.jspecify.annotations.NullMarked;
