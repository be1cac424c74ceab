package live.danmaku.processor.merge;

import live.danmaku.model.MessageType;
import live.danmaku.model.merge.Fold;
import live.danmaku.model.timeline.TimelineEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a front end wrote of a message that is merged. */
final class FoldPayload {

    private static final Logger log = LoggerFactory.getLogger(FoldPayload.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ALL_LIKES = "all";

    private FoldPayload() {}

    /** @return {@link Fold#NONE} for a message that cannot be read: it goes on as it is, rather than hold up the others */
    static Fold read(TimelineEntry entry) {
        try {
            JsonNode json = JSON.readTree(entry.payload());
            JsonNode body = json.required("body");
            long sentAt = json.required("sentAt").longValue();
            return switch (entry.type()) {
                case GIFT ->
                    new Fold(
                            json.required("from").required("uid").stringValue() + " "
                                    + body.required("gift").stringValue(),
                            body.required("count").longValue(),
                            body.required("value").longValue(),
                            sentAt);
                case LIKE -> new Fold(ALL_LIKES, body.required("count").longValue(), 0, sentAt);
                case STATUS -> new Fold(body.required("key").stringValue(), 0, 0, sentAt);
                case COMMENT, MEMBER, SYSTEM -> Fold.NONE;
            };
        } catch (JacksonException e) {
            log.warn("{} {} cannot be read and is not merged", entry.type().wireName(), entry.id());
            return Fold.NONE;
        }
    }

    /** Whether messages of this type are merged. */
    static boolean isMerged(MessageType type) {
        return switch (type) {
            case GIFT, LIKE, STATUS -> true;
            case COMMENT, MEMBER, SYSTEM -> false;
        };
    }
}
