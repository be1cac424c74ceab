/** The model's values. */
@NullMarked
package live.danmaku.model;

import org.jspecify.annotations.NullMarked;
