@NullMarked
package live.danmaku.web.refusal;

import org.jspecify.annotations.NullMarked;
