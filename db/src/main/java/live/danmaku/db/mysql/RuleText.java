package live.danmaku.db.mysql;

import live.danmaku.model.route.EntryKind;
import live.danmaku.model.route.GreyRelease;
import live.danmaku.model.route.ListName;
import live.danmaku.model.route.ListPlace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Names and values of the table {@code routing_rules}. */
final class RuleText {

    static final String GREY = "grey";

    private static final JsonMapper JSON = JsonMapper.shared();

    private RuleText() {}

    static String of(GreyRelease grey) {
        return JSON.createObjectNode()
                .put("enabled", grey.enabled())
                .put("percent", grey.hundredths() / 100.0)
                .put("salt", grey.salt())
                .toString();
    }

    static GreyRelease grey(String text) {
        JsonNode json = JSON.readTree(text);
        return new GreyRelease(
                json.required("enabled").asBoolean(),
                (int) Math.round(json.required("percent").asDouble() * 100),
                json.required("salt").asString());
    }

    static String item(ListPlace place) {
        return place.toString();
    }

    static ListPlace place(String item) {
        String[] words = item.split(" ", 3);
        return new ListPlace(
                ListName.find(words[0]).orElseThrow(), EntryKind.find(words[1]).orElseThrow(), words[2]);
    }

    static String entry(long until) {
        return JSON.createObjectNode().put("until", until).toString();
    }

    static long until(String text) {
        return JSON.readTree(text).required("until").asLong();
    }
}
