/**
 * The connector's end of the link: one stream to each pusher, opened again when it ends. Knows nothing of topics' positions;
 * {@link live.danmaku.push.connector.link.PusherListener} does.
 */
@NullMarked
package live.danmaku.push.connector.link;

import org.jspecify.annotations.NullMarked;
