/** What connectors and pushers share: the words of the link between them ({@code link.proto}) and the encodings. */
@NullMarked
package live.danmaku.push.link;

import org.jspecify.annotations.NullMarked;
