@NullMarked
package live.danmaku.web.problem;

import org.jspecify.annotations.NullMarked;
