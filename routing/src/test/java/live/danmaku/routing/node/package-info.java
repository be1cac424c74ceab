@NullMarked
package live.danmaku.routing.node;

import org.jspecify.annotations.NullMarked;
