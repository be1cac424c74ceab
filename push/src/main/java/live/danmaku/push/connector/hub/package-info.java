/**
 * Who gets what. Two kinds of threads, and nothing shared between them but immutable batches:
 *
 * <ul>
 *   <li>each event loop owns a {@code LoopHub}: its sessions, and for each topic the {@code TopicMembers} with the place
 *       their live set has reached;
 *   <li>the hub's thread owns everything else ({@code Exchange}): what is followed at which pusher ({@code TopicTable}),
 *       pulls under way, who enters, who is present.
 * </ul>
 *
 * <p>A batch comes in on the link, is checked against the topic's chain, framed once for each encoding, and handed to the
 * loops that have members; a loop walks its array of sessions. A session that has an old cursor catches up beside the live
 * set ({@code CatchUp}) and is never waited for.
 */
@NullMarked
package live.danmaku.push.connector.hub;

import org.jspecify.annotations.NullMarked;
