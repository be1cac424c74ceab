/** What integration tests share: real engines, and through Awaitility waiting for conditions. */
@NullMarked
package live.danmaku.testkit;

import org.jspecify.annotations.NullMarked;
