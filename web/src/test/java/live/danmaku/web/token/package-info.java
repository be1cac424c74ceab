@NullMarked
package live.danmaku.web.token;

import org.jspecify.annotations.NullMarked;
