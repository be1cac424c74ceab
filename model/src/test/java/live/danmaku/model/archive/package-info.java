@NullMarked
package live.danmaku.model.archive;

import org.jspecify.annotations.NullMarked;
