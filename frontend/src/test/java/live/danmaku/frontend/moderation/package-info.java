@NullMarked
package live.danmaku.frontend.moderation;

import org.jspecify.annotations.NullMarked;
