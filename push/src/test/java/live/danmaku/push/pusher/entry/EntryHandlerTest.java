package live.danmaku.push.pusher.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import live.danmaku.model.DeviceId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.push.InMemoryAcknowledgements;
import live.danmaku.model.push.Recipient;
import live.danmaku.model.room.InMemoryModerationNews;
import live.danmaku.model.room.InMemoryPresence;
import live.danmaku.model.room.MemberNews;
import live.danmaku.model.room.PresenceChange;
import live.danmaku.model.room.PresenceNews;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.SomeRooms;
import live.danmaku.model.route.GreyRelease;
import live.danmaku.model.route.InMemoryTicketUses;
import live.danmaku.model.route.RoutingRules;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.push.link.v1.Enter;
import live.danmaku.push.link.v1.Entered;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Grant;
import live.danmaku.push.link.v1.Leave;
import live.danmaku.push.link.v1.Present;
import live.danmaku.push.link.v1.Unfollow;
import live.danmaku.push.link.v1.User;
import live.danmaku.push.pusher.link.HeardLink;
import live.danmaku.push.pusher.release.ReleaseJudge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntryHandlerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final RoomId ROOM = new RoomId("r1");
    private static final UserId ANN = new UserId("ann");

    private final AtomicLong slept = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicBoolean open = new AtomicBoolean(true);
    private volatile RoutingRules rules = RoutingRules.INITIAL;
    private final InMemoryRooms rooms = new InMemoryRooms();
    private final InMemoryPresence presence = new InMemoryPresence(System::currentTimeMillis);
    private final InMemoryModerationNews moderationNews = new InMemoryModerationNews();
    private final InMemoryAcknowledgements acknowledgements = new InMemoryAcknowledgements();
    private final Told told = new Told();
    private final Doorkeeper doorkeeper = new Doorkeeper(
            new ReleaseJudge(() -> rules.inForceAt(0), open::get),
            rooms,
            rooms.moderations(),
            new InMemoryTicketUses());
    private final Visitors visitors = new Visitors(
            presence,
            new PresenceNews(presence, told),
            doorkeeper,
            new EntrySettings(
                    Duration.ofMillis(600), Duration.ofMillis(800), Duration.ofMillis(500), Duration.ofSeconds(35)),
            this::clock);
    private final Bans bans =
            new Bans(rooms.moderations(), moderationNews, visitors, doorkeeper, Duration.ofMinutes(5));
    private final OnlineNews online = new OnlineNews(presence, Duration.ofMillis(100));
    private int followed;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EntryHandler handler = new EntryHandler(
            doorkeeper, new Followable(doorkeeper, () -> followed, 3, registry), visitors, online, acknowledgements);
    private final HeardLink c1 = new HeardLink("c1");
    private final HeardLink c2 = new HeardLink("c2");
    private long requests;

    EntryHandlerTest() {
        rooms.put(SomeRooms.live("r1"));
        rooms.put(SomeRooms.in(RoomState.ENDED, "over"));
    }

    private long clock() {
        looks.incrementAndGet();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) + slept.get();
    }

    @AfterEach
    void close() {
        online.close();
        bans.close();
        visitors.close();
    }

    @Test
    void enter_isToldOnceOverSessionsAndConnectors_andSoIsLeave() {
        assertThat(enter(c1, "r1", "ann").getCode()).isZero();
        assertThat(enter(c1, "r1", "ann").getCode()).isZero();
        assertThat(enter(c2, "r1", "ann").getOnline()).isEqualTo(1);
        leave(c1, "r1", "ann");
        leave(c2, "r1", "ann");

        await().atMost(PATIENCE).until(() -> told.news.size() == 2);
        assertThat(told.news).containsExactly("ann entered r1", "ann left r1");
        assertThat(presence.count(ROOM).toCompletableFuture().join()).isZero();
    }

    @Test
    void follow_ofWhatDoesNotExist_isRefusedAndNobodyIsThere() {
        assertThat(mayFollow("room:r1").getCode()).isZero();
        assertThat(mayFollow("room:over").getCode()).as("its sessions may stay").isZero();
        assertThat(mayFollow("area:music").getCode()).isZero();

        assertThat(mayFollow("room:invented").getCode()).isEqualTo(4004);
        assertThat(mayFollow("room:invented").getReason()).isEqualTo("no room 'invented'");
        assertThat(mayFollow("user:ann").getCode()).isEqualTo(4004);

        followed = 3;
        assertThat(mayFollow("room:r1").getCode()).isEqualTo(4006);
        assertThat(registry.get("danmaku.pusher.topics.refused")
                        .tag("reason", "full")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(enter(c1, "r1", "ann").getCode()).as("entering").isZero();
        await().atMost(PATIENCE).until(() -> told.news.equals(List.of("ann entered r1")));
    }

    private Entered mayFollow(String topic) {
        return enter(c1, Enter.newBuilder().setFollow(topic));
    }

    @Test
    void enter_answersTheAreaAndWhereTopicsGoOn() {
        Cursor seen = new Cursor(new Epoch("e1"), 77);
        acknowledgements.acknowledge(Topic.user(ANN), new Recipient(ANN, new DeviceId("d1")), seen);

        Entered entered =
                enter(c1, Enter.newBuilder().setRoom("r1").setUser(user("ann")).setDevice("d1"));

        assertThat(entered.getArea()).isEqualTo("music");
        assertThat(entered.getUserCursor()).isEqualTo(seen.toString());
        assertThat(entered.getDeviceCursor()).isEqualTo(Cursor.ORIGIN.toString());
        assertThat(enter(c1, Enter.newBuilder().setRoom("r1")).getUserCursor()).isEmpty();
        assertThat(enter(c1, Enter.newBuilder().setUser(user("ann"))).getCode()).isZero();
        assertThat(told.news).containsExactly("ann entered r1");
    }

    @Test
    void enter_whoMayNot_isRefusedWithTheReason() {
        assertThat(enter(c1, "nowhere", "ann").getCode()).isEqualTo(4004);
        assertThat(enter(c1, "nowhere", "ann").getReason()).isEqualTo("no room 'nowhere'");
        assertThat(enter(c1, "r 1", "ann").getCode()).isEqualTo(4004);
        assertThat(enter(c1, "over", "ann").getReason()).isEqualTo("room over is ended");
        rooms.ban(ROOM, "eve");
        assertThat(enter(c1, "r1", "eve").getCode()).isEqualTo(4005);
        assertThat(enter(c1, "r1", "ann").getCode()).isZero();
        open.set(false);
        assertThat(enter(c1, "r1", "ann").getCode()).isEqualTo(4007);
        assertThat(told.news).containsExactly("ann entered r1");
    }

    @Test
    void enter_rulesChangedSinceTheRoute_isSentToPolling() {
        Enter.Builder enter = Enter.newBuilder()
                .setRoom("r1")
                .setGrant(Grant.newBuilder().setUid("ann").setRules(7));
        rules = new RoutingRules(7, GreyRelease.INITIAL, Map.of());
        assertThat(enter(c1, enter.clone()).getCode()).isZero();

        rules = new RoutingRules(8, GreyRelease.INITIAL.at(0), Map.of());
        assertThat(enter(c1, enter.clone()).getCode()).isEqualTo(4007);
    }

    @Test
    void enter_ticketThatWorksOnce_isRefusedTheSecondTime() {
        Enter.Builder first = Enter.newBuilder()
                .setRoom("r1")
                .setUser(user("ann"))
                .setOnce("t1")
                .setOnceForMs(90_000);

        assertThat(enter(c1, first).getCode()).isZero();
        assertThat(enter(c2, first).getCode()).isEqualTo(4004);
        assertThat(enter(c2, first).getReason()).contains("works once");
    }

    @Test
    void enter_ticketThatWorksOnce_mayBeAskedAgainForByItsSession() {
        Enter.Builder asked = Enter.newBuilder()
                .setSession("s1")
                .setRoom("r1")
                .setUser(user("ann"))
                .setOnce("t2")
                .setOnceForMs(90_000);

        assertThat(enter(c1, asked).getCode()).isZero();
        assertThat(enter(c1, asked).getCode()).as("as after a pusher's death").isZero();
        assertThat(enter(c1, asked.setSession("s2")).getCode()).isEqualTo(4004);
    }

    @Test
    void unfollow_whileUsersAreThere_isNoLeave() {
        enter(c1, "r1", "ann");
        handler.said(
                c1,
                FromConnector.newBuilder()
                        .setFollow(Follow.newBuilder().setTopic("room:r1"))
                        .build());
        handler.said(
                c1,
                FromConnector.newBuilder()
                        .setUnfollow(Unfollow.newBuilder().setTopic("room:r1"))
                        .build());
        enter(c1, "r1", "bob");
        leave(c1, "r1", "bob");

        await().atMost(PATIENCE).until(() -> told.news.contains("bob left r1"));
        assertThat(told.news).doesNotContain("ann left r1");
        assertThat(presence.count(ROOM).toCompletableFuture().join()).isEqualTo(1);
    }

    @Test
    void enter_storesAway_isAnsweredAllTheSame() {
        rooms.setAway(true);

        assertThat(enter(c1, "r1", "ann").getCode()).isEqualTo(4006);
        rooms.setAway(false);
        presence.setAway(true);
        assertThat(enter(c1, "r1", "ann").getCode()).isZero();
        presence.setAway(false);
        present(c1, "ann");
        await().atMost(PATIENCE).until(() -> told.news.size() == 1);
    }

    @Test
    void closed_connectorCrashed_roomIsToldOfThoseWhoDoNotComeBack() {
        enter(c1, "r1", "ann");
        enter(c1, "r1", "bob");
        handler.closed(c1);
        enter(c2, "r1", "bob");

        await().atMost(PATIENCE).until(() -> told.news.contains("ann left r1"));
        assertThat(told.news).doesNotContain("bob left r1").hasSize(3);
    }

    @Test
    void leave_userIsThereByAnothersWord_isNotTold() {
        enter(c1, "r1", "ann");
        leave(c1, "r1", "ann");

        // Somebody else, such as a front end that ann polls, keeps saying so.
        await().atMost(PATIENCE).during(Duration.ofSeconds(2)).until(() -> {
            presence.refresh(ROOM, List.of(ANN));
            return !told.news.contains("ann left r1");
        });
    }

    @Test
    void refresh_userWhomTheStoreLost_entersAgain() {
        enter(c1, "r1", "ann");
        presence.leave(ROOM, ANN);

        await().atMost(PATIENCE)
                .until(() -> presence.count(ROOM).toCompletableFuture().join() == 1);
        assertThat(told.news).containsExactly("ann entered r1", "ann entered r1");
    }

    @Test
    void pause_inWhichAUserMovedAwayAndLeft_isNotToldAgain() {
        enter(c1, "r1", "ann");
        enter(c1, "r1", "bob");
        // Another pusher heard both meanwhile, and that ann left.
        presence.leave(ROOM, ANN);
        slept.addAndGet(20_000);
        int looked = looks.get();
        await().atMost(PATIENCE).until(() -> looks.get() > looked + 4); // some turns, before anything else is heard
        handler.closed(c1);
        present(c2, "bob");

        await().during(Duration.ofSeconds(4))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told.news).containsExactly("ann entered r1", "bob entered r1"));
        assertThat(presence.count(ROOM).toCompletableFuture().join()).isEqualTo(1);
    }

    @Test
    void pause_whoComesInMeanwhile_isToldOnceThingsHaveSettled() {
        slept.addAndGet(20_000);
        enter(c1, "r1", "ann");

        await().atMost(PATIENCE).until(() -> told.news.equals(List.of("ann entered r1")));
    }

    @Test
    void change_thatCannotBeTold_staysNoted() {
        told.away = true;
        enter(c1, "r1", "ann");
        leave(c1, "r1", "ann");

        await().atMost(PATIENCE).until(() -> presence.untold() == 2);
        assertThat(presence.count(ROOM).toCompletableFuture().join()).isZero();
        told.away = false;
        enter(c1, "r1", "bob");
        await().atMost(PATIENCE).until(() -> told.news.contains("bob entered r1"));
        await().atMost(PATIENCE).until(() -> presence.untold() == 2);
    }

    @Test
    void ban_whileConnected_closesAtEveryConnectorAndTellsTheRoom() {
        enter(c1, "r1", "ann");
        enter(c2, "r1", "ann");
        enter(c2, "r1", "bob");
        rooms.ban(ROOM, "ann");
        moderationNews.changed(ROOM);

        for (HeardLink link : List.of(c1, c2)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(link.heard().stream().filter(FromPusher::hasClose))
                            .singleElement()
                            .satisfies(said -> {
                                assertThat(said.getClose().getUid()).isEqualTo("ann");
                                assertThat(said.getClose().getRoom()).isEqualTo("r1");
                                assertThat(said.getClose().getCode()).isEqualTo(4005);
                            }));
        }
        await().atMost(PATIENCE).until(() -> told.news.contains("ann left r1"));
        assertThat(enter(c1, "r1", "ann").getCode()).isEqualTo(4005);
    }

    @Test
    void online_ofFollowedRooms_isToldWhenItChanges() {
        handler.said(c1, follow("room:r1"));
        await().atMost(PATIENCE).until(() -> onlines(c1).equals(List.of(0L)));
        enter(c2, "r1", "ann");
        await().atMost(PATIENCE).until(() -> onlines(c1).equals(List.of(0L, 1L)));
        c1.setKeepsUp(false);
        enter(c2, "r1", "bob");
        enter(c2, "r1", "eve");
        await().atMost(PATIENCE)
                .during(Duration.ofMillis(300))
                .until(() -> onlines(c1).size() == 2);
        c1.setKeepsUp(true);
        await().atMost(PATIENCE).until(() -> onlines(c1).equals(List.of(0L, 1L, 3L)));
        assertThat(onlines(c2)).isEmpty();
    }

    private static List<Long> onlines(HeardLink link) {
        return link.heard().stream()
                .filter(FromPusher::hasOnline)
                .map(said -> said.getOnline().getRooms(0).getOnline())
                .toList();
    }

    private Entered enter(HeardLink link, String room, String uid) {
        return enter(link, Enter.newBuilder().setRoom(room).setUser(user(uid)));
    }

    private Entered enter(HeardLink link, Enter.Builder enter) {
        long request = ++requests;
        handler.said(
                link,
                FromConnector.newBuilder().setEnter(enter.setRequest(request)).build());
        await().atMost(PATIENCE)
                .until(() -> link.heard().stream()
                        .anyMatch(said -> said.hasEntered() && said.getEntered().getRequest() == request));
        return link.heard().stream()
                .map(FromPusher::getEntered)
                .filter(entered -> entered.getRequest() == request)
                .findFirst()
                .orElseThrow();
    }

    private void leave(HeardLink link, String room, String uid) {
        handler.said(
                link,
                FromConnector.newBuilder()
                        .setLeave(Leave.newBuilder().setRoom(room).setUid(uid))
                        .build());
    }

    private void present(HeardLink link, String uid) {
        handler.said(
                link,
                FromConnector.newBuilder()
                        .setPresent(Present.newBuilder().setRoom("r1").addUsers(user(uid)))
                        .build());
    }

    private static FromConnector follow(String topic) {
        return FromConnector.newBuilder()
                .setFollow(Follow.newBuilder().setTopic(topic).setSessions(1))
                .build();
    }

    private static User user(String uid) {
        return User.newBuilder().setUid(uid).setName("Name of " + uid).build();
    }

    /** What rooms were told, in order. */
    private static final class Told implements MemberNews {

        final List<String> news = new CopyOnWriteArrayList<>();

        volatile boolean away;

        @Override
        public CompletionStage<Void> tell(Room room, PresenceChange change) {
            if (away) {
                return CompletableFuture.failedFuture(new IllegalStateException("nobody can be told"));
            }
            news.add("%s %s %s".formatted(change.viewer().uid(), change.entered() ? "entered" : "left", room.id()));
            return CompletableFuture.completedFuture(null);
        }
    }
}
