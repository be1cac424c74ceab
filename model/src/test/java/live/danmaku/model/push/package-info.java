@NullMarked
package live.danmaku.model.push;

import org.jspecify.annotations.NullMarked;
