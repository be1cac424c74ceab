@NullMarked
package live.danmaku.push.connector.edge;

import org.jspecify.annotations.NullMarked;
