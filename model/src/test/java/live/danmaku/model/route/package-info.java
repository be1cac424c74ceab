@NullMarked
package live.danmaku.model.route;

import org.jspecify.annotations.NullMarked;
