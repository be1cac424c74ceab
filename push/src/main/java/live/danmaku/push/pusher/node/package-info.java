/** Announces connectors as nodes, and asks them to be left when ops want it or long connections are switched off. */
@NullMarked
package live.danmaku.push.pusher.node;

import org.jspecify.annotations.NullMarked;
