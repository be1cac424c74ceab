package live.danmaku.processor.gift;

import static java.nio.charset.StandardCharsets.UTF_8;

import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftPurchase;

/** Gifts as front ends write them. */
public final class GiftMessages {

    private GiftMessages() {}

    public static AcceptedMessage of(GiftPurchase gift) {
        String json = """
                {"id":"%s","type":"gift","priority":"P2","room":"%s","from":{"uid":"%s","name":"%s"},"sentAt":%d,"at":1000,\
                "body":{"gift":"%s","count":%d,"value":%d}}""".formatted(
                        gift.id(),
                        gift.room(),
                        gift.sender().uid(),
                        gift.sender().name(),
                        gift.sentAt(),
                        gift.gift(),
                        gift.count(),
                        gift.value());
        return of(gift, json);
    }

    /** A gift's record that says something else. */
    public static AcceptedMessage of(GiftPurchase gift, String json) {
        long now = System.currentTimeMillis();
        return new AcceptedMessage(
                        Topic.room(gift.room()), gift.id(), MessageType.GIFT, now - 1_000, now, json.getBytes(UTF_8))
                .from(gift.sender().uid());
    }

    /** So many roses, at 1 each. */
    public static GiftPurchase roses(RoomId room, String id, String uid, int count) {
        Sender sender = new Sender(new UserId(uid), uid);
        return new GiftPurchase(new MessageId(id), room, sender, "rose", count, count, System.currentTimeMillis());
    }
}
