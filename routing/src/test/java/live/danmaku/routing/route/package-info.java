@NullMarked
package live.danmaku.routing.route;

import org.jspecify.annotations.NullMarked;
