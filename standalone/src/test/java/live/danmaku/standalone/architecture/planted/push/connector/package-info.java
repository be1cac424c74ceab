@NullMarked
package live.danmaku.standalone.architecture.planted.push.connector;

import org.jspecify.annotations.NullMarked;
