package live.danmaku.processor.gift;

import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftPurchase;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a front end wrote of a gift. */
final class GiftPayload {

    private static final JsonMapper JSON = JsonMapper.shared();

    private GiftPayload() {}

    /** @throws IllegalArgumentException when it is no gift, or of another room or id than its record says */
    static GiftPurchase read(AcceptedMessage message) {
        try {
            JsonNode json = JSON.readTree(message.payload());
            JsonNode from = json.required("from");
            JsonNode body = json.required("body");
            GiftPurchase purchase = new GiftPurchase(
                    message.id(),
                    new RoomId(json.required("room").stringValue()),
                    new Sender(
                            new UserId(from.required("uid").stringValue()),
                            from.required("name").stringValue()),
                    body.required("gift").stringValue(),
                    body.required("count").intValue(),
                    body.required("value").longValue(),
                    json.required("sentAt").longValue());
            if (!json.required("id").stringValue().equals(message.id().value())
                    || !Topic.room(purchase.room()).equals(message.topic())) {
                throw new IllegalArgumentException("gift %s of %s (expected: the id and room of its record, %s of %s)"
                        .formatted(json.get("id"), json.get("room"), message.id(), message.topic()));
            }
            return purchase;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("gift %s cannot be read".formatted(message.id()), e);
        }
    }
}
