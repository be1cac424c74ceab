/** What all changes by ops have: a reason, and numbers that are checked. */
@NullMarked
package live.danmaku.web.ops;

import org.jspecify.annotations.NullMarked;
