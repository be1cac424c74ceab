@NullMarked
package live.danmaku.push.connector.edge.limit;

import org.jspecify.annotations.NullMarked;
