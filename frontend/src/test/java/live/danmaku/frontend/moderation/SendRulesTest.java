package live.danmaku.frontend.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.room.InMemoryModerationNews;
import live.danmaku.model.room.Moderation;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.SomeRooms;
import live.danmaku.model.room.WordAction;
import live.danmaku.model.room.WordRule;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class SendRulesTest {

    private static final Moderation RULES = new Moderation(
            30,
            Set.of(new UserId("mute")),
            Set.of(new UserId("ban")),
            List.of(
                    new WordRule("darn", WordAction.MASK),
                    new WordRule("spam", WordAction.SILENT),
                    new WordRule("evil", WordAction.REJECT)),
            1);

    private final Room room = SomeRooms.live("r1");
    private final FakeModerationStore store = new FakeModerationStore();
    private final FakeSlowMode slowMode = new FakeSlowMode();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SendRules rules =
            new SendRules(new Moderations(store, new InMemoryModerationNews()), slowMode, registry);
    private final Caller ann = caller("ann");
    private int published;

    @Test
    void require_muted_mayDoAllButComment() {
        refused("mute", MessageType.COMMENT, "user mute is muted in room r1");
        allowed("mute", MessageType.GIFT);
        allowed("mute", MessageType.LIKE);
        allowed("ann", MessageType.COMMENT);
    }

    @ParameterizedTest
    @EnumSource
    void require_banned_maySendNothing(MessageType type) {
        refused("ban", type, "user ban is banned from room r1");
    }

    @Test
    void screen_comment_isMaskedSilencedOrRefused() {
        assertThat(screen("well, DARN it")).isEqualTo(new SendRules.Screened(body("well, **** it"), false));
        assertThat(screen("darn spam")).isEqualTo(new SendRules.Screened(body("**** spam"), true));
        assertThat(screen("fine")).isEqualTo(new SendRules.Screened(body("fine"), false));
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> screen("evil spam"))
                .satisfies(e -> assertThat(e.status()).isEqualTo(HttpStatus.BAD_REQUEST));
        assertThat(registry.get("danmaku.messages.moderated")
                        .tag("action", "reject")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void screen_newVersion_isInForceAtOnce() {
        screen("evil".substring(1));
        Moderation next = new Moderation(0, Set.of(), Set.of(), List.of(new WordRule("fine", WordAction.MASK)), 2);

        assertThat(rules.screen(room, next, MessageType.COMMENT, body("fine evil"))
                        .body())
                .isEqualTo(body("**** evil"));
    }

    @Test
    void inTurn_secondComment_is429ThatSaysHowLong() {
        assertThat(send(ann, "m1")).isCompleted();

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> send(ann, "m2").join())
                .satisfies(e -> assertThat(e.getCause()).isInstanceOfSatisfying(ApiException.class, refusal -> {
                    assertThat(refusal)
                            .hasMessage(
                                    "slow mode: one comment every 30 s in this room (expected: a pause of 30 s more)");
                    assertThat(refusal.status()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
                    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(29_100));
                }));
        assertThat(published).isEqualTo(1);
    }

    @Test
    void inTurn_moderatorsHostAndServices_needNotWait() {
        List<Caller> exempt =
                List.of(caller("host"), caller("m", Role.MODERATOR), caller("o", Role.OPS), caller("s", Role.SERVICE));
        for (Caller caller : exempt) {
            assertThat(send(caller, "m1")).isCompleted();
            assertThat(send(caller, "m2")).isCompleted();
        }
        assertThat(slowMode.turns()).isEmpty();
    }

    @Test
    void inTurn_publishingFails_givesTheTurnBack() {
        CompletableFuture<Void> sent = rules.inTurn(
                        room,
                        RULES,
                        ann,
                        ann.uid(),
                        comment("m1"),
                        () -> CompletableFuture.failedFuture(new IllegalStateException("Kafka is away")))
                .toCompletableFuture();

        assertThat(sent).isCompletedExceptionally();
        assertThat(slowMode.turns()).isEmpty();
        assertThat(send(ann, "m2")).isCompleted();
    }

    @Test
    void inTurn_storeOfTurnsAway_nobodyWaits() {
        slowMode.setAway(true);

        assertThat(send(ann, "m1")).isCompleted();
        assertThat(send(ann, "m2")).isCompleted();
    }

    private CompletableFuture<Void> send(Caller caller, String id) {
        return rules.inTurn(room, RULES, caller, caller.uid(), comment(id), () -> {
                    published++;
                    return CompletableFuture.completedFuture(null);
                })
                .toCompletableFuture();
    }

    private AcceptedMessage comment(String id) {
        return new AcceptedMessage(Topic.room(room.id()), new MessageId(id), MessageType.COMMENT, 0, 0, new byte[0]);
    }

    private SendRules.Screened screen(String text) {
        return rules.screen(room, RULES, MessageType.COMMENT, body(text));
    }

    private void allowed(String uid, MessageType type) {
        store.put(room.id(), RULES);
        assertThat(rules.require(room, new UserId(uid), type).toCompletableFuture())
                .isCompletedWithValue(RULES);
    }

    private void refused(String uid, MessageType type, String why) {
        store.put(room.id(), RULES);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> rules.require(room, new UserId(uid), type)
                        .toCompletableFuture()
                        .join())
                .satisfies(e -> assertThat(e.getCause()).isInstanceOfSatisfying(ApiException.class, refusal -> {
                    assertThat(refusal).hasMessage(why);
                    assertThat(refusal.status()).isEqualTo(HttpStatus.FORBIDDEN);
                }));
    }

    private static ObjectNode body(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text);
    }

    private static Caller caller(String uid, Role... roles) {
        return new Caller(new Sender(new UserId(uid), uid), null, Set.of(roles));
    }
}
