@NullMarked
package live.danmaku.push.connector.hub;

import org.jspecify.annotations.NullMarked;
