/** What is pushed to users and devices, and how far they have seen it. */
@NullMarked
package live.danmaku.model.push;

import org.jspecify.annotations.NullMarked;
