package live.danmaku.push.pusher.encode;

import tools.jackson.databind.node.ObjectNode;

/** {@code SEND_GIFT} and, for more pieces of a combo, {@code COMBO_SEND}. */
final class WebLiveGift {

    private static final String ACTION = "投喂";

    private WebLiveGift() {}

    static ObjectNode of(WebLiveSource source) {
        String gift = source.body().path("gift").asString("");
        long count = Math.max(1, source.body().path("count").asLong(1));
        long value = source.body().path("value").asLong(0);
        ObjectNode said = WebLiveMessage.command("SEND_GIFT");
        ObjectNode data = said.putObject("data")
                .put("action", ACTION)
                .put("batch_combo_id", "")
                .putNull("batch_combo_send")
                .put("beatId", "0")
                .put("biz_source", "Live")
                .putNull("blind_gift")
                .put("broadcast_id", 0)
                .put("coin_type", "gold")
                .put("combo_resources_id", 1)
                .putNull("combo_send")
                .put("combo_stay_time", 3)
                .put("combo_total_coin", value)
                .put("crit_prob", 0)
                .put("demarcation", 1)
                .put("discount_price", value / count)
                .put("dmscore", 0)
                .put("draw", 0)
                .put("effect", 0)
                .put("effect_block", 0)
                .put("face", "")
                .put("float_sc_resource_id", 0)
                .put("giftId", number(gift))
                .put("giftName", gift)
                .put("giftType", 0)
                .put("gold", 0)
                .put("guard_level", 0)
                .put("is_first", true)
                .put("is_special_batch", 0)
                .put("magnification", 1);
        data.set("medal_info", medal());
        data.put("name_color", "")
                .put("num", count)
                .put("original_gift_name", "")
                .put("price", value / count)
                .put("rcost", 0)
                .put("remain", 0)
                .put("rnd", source.id())
                .putNull("send_master")
                .put("silver", 0)
                .put("super", 0)
                .put("super_batch_gift_num", 0)
                .put("super_gift_num", 0)
                .put("svga_block", 0)
                .put("tag_image", "")
                .put("tid", source.id())
                .put("timestamp", source.sentAt() / 1_000)
                .putNull("top_list")
                .put("total_coin", value)
                .put("uid", source.userNumber())
                .put("uname", source.userName());
        return said;
    }

    static ObjectNode combo(WebLiveSource source) {
        String gift = source.body().path("gift").asString("");
        long giftNumber = number(gift);
        long total = source.body().path("combo").asLong(0);
        String combo = "gift:combo_id:%d:%d".formatted(source.userNumber(), giftNumber);
        ObjectNode said = WebLiveMessage.command("COMBO_SEND");
        ObjectNode data = said.putObject("data")
                .put("action", ACTION)
                .put("batch_combo_id", "batch:" + combo)
                .put("batch_combo_num", total)
                .put("combo_id", combo)
                .put("combo_num", total)
                .put("combo_total_coin", source.body().path("value").asLong(0))
                .put("dmscore", 0)
                .put("gift_id", giftNumber)
                .put("gift_name", gift)
                .put("gift_num", source.body().path("count").asLong(0))
                .put("is_show", 1);
        data.set("medal_info", medal());
        data.put("name_color", "")
                .put("r_uname", "")
                .put("ruid", 0)
                .putNull("send_master")
                .put("total_num", total)
                .put("uid", source.userNumber())
                .put("uname", source.userName());
        return said;
    }

    /** As for others, but clients take 32 bits for it. */
    private static long number(String gift) {
        return WebLiveSource.number(gift) & Integer.MAX_VALUE;
    }

    private static ObjectNode medal() {
        return WebLiveSource.noMedal().put("anchor_uname", "");
    }
}
