package live.danmaku.frontend.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import live.danmaku.model.MessageType;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.SomeRooms;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;

class SendPermissionTest {

    private static final long NOW = 1_700_000_000_000L;

    private final Room room = SomeRooms.live("r1");
    private final Caller viewer = caller("42");
    private final Caller host = caller("host");
    private final Caller service = caller("shop", Role.SERVICE);

    @ParameterizedTest
    @EnumSource(names = {"COMMENT", "GIFT", "LIKE"})
    void check_whatViewersSend_isForEverybody(MessageType type) {
        allowed(viewer, type);
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMBER", "STATUS", "SYSTEM"})
    void check_whatOthersSend_isNotForViewers(MessageType type) {
        forbidden(viewer, type);
        forbidden(caller("43", Role.MODERATOR, Role.HOST), type);
    }

    @Test
    void check_status_isForTheHostOfThisRoomServiceAndOps() {
        allowed(host, MessageType.STATUS);
        allowed(service, MessageType.STATUS);
        allowed(caller("ops", Role.OPS), MessageType.STATUS);
    }

    @Test
    void check_system_isForServiceAndOpsButNotForTheHost() {
        allowed(service, MessageType.SYSTEM);
        allowed(caller("ops", Role.OPS), MessageType.SYSTEM);
        forbidden(host, MessageType.SYSTEM);
    }

    @ParameterizedTest
    @EnumSource(names = {"ARCHIVING", "ENDED"})
    void check_roomThatIsNotLive_is409EvenForOps(RoomState state) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() ->
                        SendPermission.check(caller("ops", Role.OPS), SomeRooms.in(state, "r1"), MessageType.COMMENT))
                .withMessage("room r1 is %s (expected: live)", state.wireName())
                .satisfies(e -> assertThat(e.status()).isEqualTo(HttpStatus.CONFLICT));
    }

    @Test
    void sender_nobodyNamed_isTheCaller() {
        assertThat(SendPermission.sender(viewer, null)).isEqualTo(viewer.sender());
    }

    @Test
    void sender_namedByAService_isTheOneNamed() {
        assertThat(SendPermission.sender(service, new SendRequest.From("7", "Jo")))
                .isEqualTo(new Sender(new UserId("7"), "Jo"));
        assertThat(SendPermission.sender(service, new SendRequest.From("7", null)))
                .isEqualTo(new Sender(new UserId("7"), "7"));
    }

    @Test
    void sender_namedByAnybodyElse_is403() {
        for (Caller caller : new Caller[] {viewer, host, caller("ops", Role.OPS)}) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> SendPermission.sender(caller, new SendRequest.From("7", "Jo")))
                    .withMessage("sending on behalf of others needs the role service")
                    .satisfies(e -> assertThat(e.status()).isEqualTo(HttpStatus.FORBIDDEN));
        }
    }

    @Test
    void sender_namedWithoutUid_is400() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> SendPermission.sender(service, new SendRequest.From(null, "Jo")))
                .satisfies(e -> assertThat(e.status()).isEqualTo(HttpStatus.BAD_REQUEST));
    }

    @Test
    void sender_namedWithABadUid_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SendPermission.sender(service, new SendRequest.From("two words", "Jo")))
                .withMessageContaining("'two words'");
    }

    @Test
    void sentAt_notTold_isNow() {
        assertThat(SendPermission.sentAt(viewer, null, NOW)).isEqualTo(NOW);
    }

    @Test
    void sentAt_toldByAService_isThat() {
        assertThat(SendPermission.sentAt(service, NOW - 5, NOW)).isEqualTo(NOW - 5);
    }

    @Test
    void sentAt_toldByAnybodyElse_is403() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> SendPermission.sentAt(host, NOW - 5, NOW))
                .withMessage("setting sentAt needs the role service");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 1L << 53, Long.MAX_VALUE})
    void sentAt_thatIsNoTime_is400(long sentAt) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> SendPermission.sentAt(service, sentAt, NOW))
                .withMessage("sentAt: %d (expected: ms since 1970)", sentAt)
                .satisfies(e -> assertThat(e.status()).isEqualTo(HttpStatus.BAD_REQUEST));
    }

    private void allowed(Caller caller, MessageType type) {
        assertThatCode(() -> SendPermission.check(caller, room, type)).doesNotThrowAnyException();
    }

    private void forbidden(Caller caller, MessageType type) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> SendPermission.check(caller, room, type))
                .withMessageContaining(type.wireName())
                .withMessageContaining("service or ops")
                .satisfies(e -> assertThat(e.status()).isEqualTo(HttpStatus.FORBIDDEN));
    }

    private static Caller caller(String uid, Role... roles) {
        return new Caller(new Sender(new UserId(uid), uid), null, Set.of(roles));
    }
}
