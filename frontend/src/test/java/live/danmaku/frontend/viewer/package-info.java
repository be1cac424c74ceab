@NullMarked
package live.danmaku.frontend.viewer;

import org.jspecify.annotations.NullMarked;
