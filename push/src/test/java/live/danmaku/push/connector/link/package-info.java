@NullMarked
package live.danmaku.push.connector.link;

import org.jspecify.annotations.NullMarked;
