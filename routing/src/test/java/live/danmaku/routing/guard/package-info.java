@NullMarked
package live.danmaku.routing.guard;

import org.jspecify.annotations.NullMarked;
