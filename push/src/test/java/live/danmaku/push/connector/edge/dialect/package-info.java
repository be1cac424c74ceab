@NullMarked
package live.danmaku.push.connector.edge.dialect;

import org.jspecify.annotations.NullMarked;
