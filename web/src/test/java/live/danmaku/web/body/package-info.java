@NullMarked
package live.danmaku.web.body;

import org.jspecify.annotations.NullMarked;
