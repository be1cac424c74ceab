@NullMarked
package live.danmaku.client;

import org.jspecify.annotations.NullMarked;
