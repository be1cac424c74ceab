/** What the programs' command lines have in common. */
@NullMarked
package live.danmaku.tools.options;

import org.jspecify.annotations.NullMarked;
