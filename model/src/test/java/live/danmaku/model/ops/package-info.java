@NullMarked
package live.danmaku.model.ops;

import org.jspecify.annotations.NullMarked;
