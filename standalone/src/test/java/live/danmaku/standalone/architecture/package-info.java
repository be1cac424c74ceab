/** What may know what, kept by a machine. */
@NullMarked
package live.danmaku.standalone.architecture;

import org.jspecify.annotations.NullMarked;
