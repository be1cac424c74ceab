/** Request bodies that are read as bytes. */
@NullMarked
package live.danmaku.web.body;

import org.jspecify.annotations.NullMarked;
