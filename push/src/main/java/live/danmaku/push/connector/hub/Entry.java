package live.danmaku.push.connector.hub;

import java.util.function.Consumer;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.route.RouteSubject;
import live.danmaku.push.connector.session.Client;
import live.danmaku.push.link.v1.Enter;
import live.danmaku.push.link.v1.Entered;
import live.danmaku.push.link.v1.Grant;
import live.danmaku.push.link.v1.User;
import org.jspecify.annotations.Nullable;

/**
 * A session's question to be let in, or whether it may follow a topic besides. Made on the session's loop; what changes
 * of it is the hub thread's.
 *
 * @see Entries
 */
final class Entry {

    private final Enter.Builder question;
    private final String decidedBy;
    private final @Nullable RoomId room;
    private final @Nullable User user;
    private final Consumer<@Nullable Entered> answer;
    private @Nullable String pusher;
    private long askedAt;
    private boolean over;

    /** @param answer called once, on the hub's thread, unless the session leaves before; null when nobody answered */
    Entry(String session, Client client, @Nullable RoomId room, boolean first, Consumer<@Nullable Entered> answer) {
        this.room = room;
        this.user = user(client);
        this.answer = answer;
        this.decidedBy = room != null ? Topic.room(room).name() : user != null ? "user:" + user.getUid() : "all";
        this.question = question(session, client)
                .setRoom(room == null ? "" : room.value())
                .setDevice(client.device() == null ? "" : client.device());
        if (user != null) {
            question.setUser(user);
        }
        if (first && client.once() != null) {
            question.setOnce(client.once()).setOnceForMs((int) Math.min(client.onceForMs(), Integer.MAX_VALUE));
        }
    }

    /** May a session follow this topic, which it has asked for by its name? Nobody enters anything. */
    Entry(String session, Client client, Topic follow, Consumer<@Nullable Entered> answer) {
        this.room = null;
        this.user = null;
        this.answer = answer;
        this.decidedBy = follow.name();
        this.question = question(session, client).setFollow(follow.name());
    }

    private static Enter.Builder question(String session, Client client) {
        return Enter.newBuilder()
                .setSession(session)
                .setDialect(client.dialect())
                .setAddress(client.address().text())
                .setGrant(grant(client));
    }

    static Grant grant(Client client) {
        live.danmaku.model.route.Grant given = client.grant();
        Grant.Builder grant = Grant.newBuilder();
        if (given == null) {
            Sender sender = client.user();
            return grant.setUid(sender == null ? "" : sender.uid().value())
                    .setDevice(client.device() == null ? "" : client.device())
                    .setListsOnly(true)
                    .build();
        }
        RouteSubject subject = given.subject();
        return grant.setUid(text(subject.uid()))
                .setDevice(text(subject.device()))
                .setVersion(text(subject.version()))
                .setRules(given.rules())
                .build();
    }

    private static String text(@Nullable Object id) {
        return id == null ? "" : id.toString();
    }

    static @Nullable User user(Client client) {
        Sender sender = client.user();
        return sender == null
                ? null
                : User.newBuilder()
                        .setUid(sender.uid().value())
                        .setName(sender.name())
                        .build();
    }

    @Nullable
    RoomId room() {
        return room;
    }

    @Nullable
    User user() {
        return user;
    }

    /** The topic whose pusher decides. */
    String decidedBy() {
        return decidedBy;
    }

    Enter question(long request) {
        return question.setRequest(request).build();
    }

    /** The pusher that was asked; null while there is none. */
    @Nullable
    String pusher() {
        return pusher;
    }

    void pusher(@Nullable String asked) {
        pusher = asked;
    }

    long askedAt() {
        return askedAt;
    }

    void askedAt(long now) {
        askedAt = now;
    }

    boolean isOver() {
        return over;
    }

    /** Nobody waits for the answer any more. */
    void end() {
        over = true;
    }

    void answer(@Nullable Entered entered) {
        if (!over) {
            over = true;
            answer.accept(entered);
        }
    }
}
