/** Services push to users, devices, rooms, areas and everybody: {@code PushController → MessagePublisher}. */
@NullMarked
package live.danmaku.frontend.push;

import org.jspecify.annotations.NullMarked;
