/**
 * What is for one user or one device is sent again until it is acknowledged or has expired: {@code Resends} looks for each
 * {@code Waiting} session when its time has come.
 */
@NullMarked
package live.danmaku.push.pusher.important;

import org.jspecify.annotations.NullMarked;
