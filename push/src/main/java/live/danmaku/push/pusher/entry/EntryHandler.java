package live.danmaku.push.pusher.entry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.push.Acknowledgements;
import live.danmaku.model.push.Recipient;
import live.danmaku.model.room.Room;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.link.CloseCode;
import live.danmaku.push.link.v1.Enter;
import live.danmaku.push.link.v1.Entered;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Leave;
import live.danmaku.push.link.v1.Present;
import live.danmaku.push.pusher.link.Link;
import live.danmaku.push.pusher.link.LinkHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears who comes and goes. Every Enter is answered by one Entered, within some seconds whatever is away. Thread-safe.
 */
final class EntryHandler implements LinkHandler {

    private static final Logger log = LoggerFactory.getLogger(EntryHandler.class);
    private static final long ANSWER_WITHIN_MS = 3_000;

    private final Doorkeeper doorkeeper;
    private final Followable followable;
    private final Visitors visitors;
    private final OnlineNews online;
    private final Acknowledgements acknowledgements;
    private final Entering entering = new Entering();

    EntryHandler(
            Doorkeeper doorkeeper,
            Followable followable,
            Visitors visitors,
            OnlineNews online,
            Acknowledgements acknowledgements) {
        this.doorkeeper = doorkeeper;
        this.followable = followable;
        this.visitors = visitors;
        this.online = online;
        this.acknowledgements = acknowledgements;
    }

    @Override
    public void said(Link link, FromConnector message) {
        switch (message.getKindCase()) {
            case ENTER -> {
                Enter enter = message.getEnter();
                if (enter.getFollow().isEmpty()) {
                    enter(link, enter);
                } else {
                    mayFollow(link, enter);
                }
            }
            case LEAVE -> leave(link, message.getLeave());
            case PRESENT -> present(link, message.getPresent());
            case FOLLOW ->
                Topic.parse(message.getFollow().getTopic()).asRoom().ifPresent(room -> online.follow(link, room));
            case UNFOLLOW ->
                Topic.parse(message.getUnfollow().getTopic()).asRoom().ifPresent(room -> online.unfollow(link, room));
            default -> {} // not about who comes and goes
        }
    }

    private void enter(Link link, Enter enter) {
        Arrival arrival;
        try {
            arrival = Arrival.of(link.connector().getNode(), enter);
        } catch (IllegalArgumentException e) {
            refuse(link, enter, CloseCode.UNAUTHORIZED, String.valueOf(e.getMessage()));
            return;
        }
        Entering.Attempt attempt = entering.begin(link, arrival);
        answer(link, arrival, attempt)
                .toCompletableFuture()
                .orTimeout(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> {
                    entering.end(attempt);
                    if (answer != null) {
                        say(link, answer.setRequest(enter.getRequest()));
                    } else {
                        log.warn("nobody can say who may enter: {}", String.valueOf(failure));
                        refuse(link, enter, CloseCode.TOO_MANY_CONNECTIONS, "entering is not possible now; come back");
                    }
                });
    }

    /** Nobody enters: whether a topic may be followed is all that is asked. */
    private void mayFollow(Link link, Enter enter) {
        CompletableFuture.completedFuture(enter.getFollow())
                .thenApply(Topic::parse)
                .thenCompose(followable::judge)
                .orTimeout(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS)
                .whenComplete((judgement, failure) -> {
                    if (judgement == null) {
                        log.debug("nobody can say whether {} may be followed", enter.getFollow(), failure);
                        refuse(link, enter, CloseCode.TOO_MANY_CONNECTIONS, "not possible now; come back");
                    } else if (judgement instanceof Judgement.Refused refused) {
                        refuse(link, enter, refused.code(), refused.reason());
                    } else {
                        say(link, Entered.newBuilder().setRequest(enter.getRequest()));
                    }
                });
    }

    private CompletionStage<Entered.Builder> answer(Link link, Arrival arrival, Entering.Attempt attempt) {
        return CompletableFuture.completedFuture(arrival)
                .thenCompose(doorkeeper::judge)
                .thenCompose(judgement -> judgement instanceof Judgement.Admitted admitted
                        ? admit(link, arrival, admitted.room(), attempt)
                        : CompletableFuture.completedFuture(refusal((Judgement.Refused) judgement)));
    }

    private CompletionStage<Entered.Builder> admit(
            Link link, Arrival arrival, @Nullable Room room, Entering.Attempt attempt) {
        return cursor(arrival.user() == null ? null : Topic.user(arrival.user().uid()), arrival)
                .thenCombine(
                        cursor(arrival.device() == null ? null : Topic.device(arrival.device()), arrival),
                        (user, device) ->
                                Entered.newBuilder().setUserCursor(user).setDeviceCursor(device))
                .thenCompose(entered -> room == null
                        ? CompletableFuture.completedFuture(entered)
                        : come(link, arrival.user(), room, attempt)
                                .thenCompose(there -> online.count(room.id()))
                                .thenApply(count -> entered.setArea(area(room)).setOnline(count)));
    }

    private CompletionStage<Void> come(Link link, @Nullable Sender user, Room room, Entering.Attempt attempt) {
        return user == null
                ? CompletableFuture.completedFuture(null)
                : visitors.entered(link, room, user, attempt::isWanted);
    }

    /** Where a topic goes on; empty without a topic. */
    private CompletionStage<String> cursor(@Nullable Topic topic, Arrival arrival) {
        if (topic == null) {
            return CompletableFuture.completedFuture("");
        }
        UserId uid = arrival.user() == null ? null : arrival.user().uid();
        return acknowledgements.of(topic, new Recipient(uid, arrival.device())).thenApply(Cursor::toString);
    }

    /** Areas of other names have no topic. */
    private static String area(Room room) {
        return Topic.isAreaName(room.area()) ? room.area() : "";
    }

    private void leave(Link link, Leave leave) {
        RoomId room = new RoomId(leave.getRoom());
        UserId uid = new UserId(leave.getUid());
        entering.giveUp(link, room, uid);
        visitors.left(link, room, uid);
    }

    private void present(Link link, Present present) {
        visitors.listed(
                link,
                new RoomId(present.getRoom()),
                new PresentPiece(
                        present.getUsersList().stream().map(Arrival::sender).toList(),
                        present.getKnownList().stream().map(UserId::new).toList(),
                        !present.getGoesOn(),
                        !present.getMore()));
    }

    @Override
    public void closed(Link link) {
        entering.giveUp(link);
        visitors.gone(link);
        online.gone(link);
    }

    private static Entered.Builder refusal(Judgement.Refused refused) {
        return Entered.newBuilder().setCode(refused.code()).setReason(refused.reason());
    }

    private static void refuse(Link link, Enter enter, int code, String reason) {
        say(
                link,
                Entered.newBuilder()
                        .setRequest(enter.getRequest())
                        .setCode(code)
                        .setReason(reason));
    }

    private static void say(Link link, Entered.Builder answer) {
        link.say(FromPusher.newBuilder().setEntered(answer).build());
    }
}
