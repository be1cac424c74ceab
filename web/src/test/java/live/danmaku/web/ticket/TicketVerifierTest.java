package live.danmaku.web.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.route.Grant;
import live.danmaku.model.route.RouteSubject;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import live.danmaku.web.token.TokenIssuer;
import live.danmaku.web.token.TokenKeys;
import live.danmaku.web.token.TokenSettings;
import live.danmaku.web.token.TokenVerifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketVerifierTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Caller MEI = new Caller(new Sender(new UserId("42"), "Mei"), "phone-1", Set.of());

    private TokenKeys keys;
    private TokenSettings settings;
    private TicketIssuer issuer;

    @BeforeEach
    void makeKeys(@TempDir Path folder) {
        Path file = folder.resolve("tokens.json");
        TokenKeys.createIfMissing(file);
        keys = TokenKeys.load(file);
        settings = new TokenSettings(file, "danmaku", "danmaku", Duration.ofDays(31));
        issuer = new TicketIssuer(keys, settings, at(NOW));
    }

    @Test
    void verify_ticketOfACaller_tellsWhatTheTokenProved() {
        Ticket ticket = accepted(issuer.issue(Optional.of(MEI)), NOW);

        assertThat(ticket.sender()).isEqualTo(MEI.sender());
        assertThat(ticket.device()).isEqualTo("phone-1");
        assertThat(ticket.roles()).isEmpty();
        assertThat(ticket.expiresAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(ticket.isOnce()).isFalse();
    }

    @Test
    void verify_ticketOfNobody_isAnonymous() {
        Ticket ticket = accepted(issuer.issue(Optional.empty()), NOW);
        Grant grant = new Grant(RouteSubject.of("ann", "", "3.2.0"), 17);

        assertThat(ticket.grant()).isNull();
        assertThat(accepted(issuer.issue(Optional.empty(), grant), NOW).grant()).isEqualTo(grant);

        assertThat(ticket.isAnonymous()).isTrue();
        assertThat(ticket.device()).isNull();
        assertThat(ticket.isOnce()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void verify_ticketWithAnyRole_worksOnce(Role role) {
        Caller privileged = new Caller(MEI.sender(), null, EnumSet.of(role));

        Ticket ticket = accepted(issuer.issue(Optional.of(privileged)), NOW);

        assertThat(ticket.roles()).containsExactly(role);
        assertThat(ticket.isOnce()).isTrue();
    }

    @Test
    void issue_manyTickets_noTwoHaveOneId() {
        TicketIssuer other = new TicketIssuer(keys, settings, at(NOW));
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ids.add(accepted(issuer.issue(Optional.of(MEI)), NOW).id());
            ids.add(accepted(other.issue(Optional.of(MEI)), NOW).id());
        }

        assertThat(ids).hasSize(200);
    }

    @Test
    void verify_aMinuteAndTheLeeway_isGood() {
        assertThat(check(issuer.issue(Optional.of(MEI)), NOW.plusSeconds(89))).isInstanceOf(TicketCheck.Accepted.class);
    }

    @Test
    void verify_later_isRefused() {
        assertThat(check(issuer.issue(Optional.of(MEI)), NOW.plusSeconds(91))).isInstanceOf(TicketCheck.Refused.class);
    }

    @Test
    void verify_ofAClockFarAhead_isRefused() {
        assertThat(check(issuer.issue(Optional.of(MEI)), NOW.minusSeconds(31))).isInstanceOf(TicketCheck.Refused.class);
    }

    @Test
    void verify_token_isNoTicket() {
        String token =
                new TokenIssuer(keys, settings, at(NOW)).issue(MEI.sender(), Set.of(Role.OPS), Duration.ofHours(1));

        assertThat(check(token, NOW)).isInstanceOf(TicketCheck.Refused.class);
    }

    @Test
    void verify_ticketAsAToken_isRefused() {
        TokenVerifier tokens = new TokenVerifier(keys, settings, at(NOW));
        String ticket = issuer.issue(Optional.of(MEI));

        assertThatThrownBy(() -> tokens.verify(ticket)).isInstanceOf(ApiException.class);
    }

    @Test
    void verify_tokensTypeOrAudience_isRefusedEachForItself() throws JOSEException {
        assertThat(check(sign(claims(), JOSEObjectType.JWT), NOW)).isInstanceOf(TicketCheck.Refused.class);
        assertThat(check(sign(claims(), null), NOW)).isInstanceOf(TicketCheck.Refused.class);
        assertThat(check(sign(claims().audience("danmaku"), TicketClaims.TYPE), NOW))
                .isInstanceOf(TicketCheck.Refused.class);
        assertThat(check(sign(claims(), TicketClaims.TYPE), NOW)).isInstanceOf(TicketCheck.Accepted.class);
    }

    @Test
    void verify_ofAnotherIssuerOrWithoutIdOrEnd_isRefused() throws JOSEException {
        assertThat(check(sign(claims().issuer("somebody"), TicketClaims.TYPE), NOW))
                .isInstanceOf(TicketCheck.Refused.class);
        assertThat(check(sign(claims().jwtID(null), TicketClaims.TYPE), NOW)).isInstanceOf(TicketCheck.Refused.class);
        assertThat(check(sign(claims().expirationTime(null), TicketClaims.TYPE), NOW))
                .isInstanceOf(TicketCheck.Refused.class);
    }

    @Test
    void verify_rolesOfNobody_isRefused() throws JOSEException {
        String forged = sign(claims().subject(null).claim("roles", List.of("ops")), TicketClaims.TYPE);

        assertThat(check(forged, NOW)).isInstanceOf(TicketCheck.Refused.class);
    }

    @Test
    void verify_keyOfSomebodyElse_isRefused(@TempDir Path folder) {
        Path file = folder.resolve("other.json");
        TokenKeys.createIfMissing(file);
        String foreign = new TicketIssuer(TokenKeys.load(file), settings, at(NOW)).issue(Optional.of(MEI));

        assertThat(check(foreign, NOW)).isInstanceOf(TicketCheck.Refused.class);
    }

    @Test
    void verify_unsigned_isRefused() {
        assertThat(check(new PlainJWT(claims().build()).serialize(), NOW)).isInstanceOf(TicketCheck.Refused.class);
    }

    @Test
    void verify_changedByACharacter_isRefused() {
        String ticket = issuer.issue(Optional.of(MEI));
        int middle = ticket.indexOf('.') + 10;
        char other = ticket.charAt(middle) == 'A' ? 'B' : 'A';

        assertThat(check(ticket.substring(0, middle) + other + ticket.substring(middle + 1), NOW))
                .isInstanceOf(TicketCheck.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.b.c", "null", "🎫"})
    void verify_nonsense_isRefusedWithoutRepeatingIt(String nonsense) {
        assertThat(check(nonsense, NOW)).isInstanceOf(TicketCheck.Refused.class);
    }

    @Test
    void verify_veryLong_isRefused() {
        assertThat(check("a".repeat(1_000_000), NOW)).isInstanceOf(TicketCheck.Refused.class);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("danmaku")
                .audience("danmaku/connect")
                .subject("42")
                .jwtID("t1")
                .expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    private String sign(JWTClaimsSet.Builder claims, @Nullable JOSEObjectType type) throws JOSEException {
        JWSHeader head = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(type)
                .keyID(keys.signing().getKeyID())
                .build();
        SignedJWT ticket = new SignedJWT(head, claims.build());
        ticket.sign(new MACSigner(keys.signing()));
        return ticket.serialize();
    }

    private Ticket accepted(String text, Instant now) {
        return ((TicketCheck.Accepted) check(text, now)).ticket();
    }

    private TicketCheck check(String text, Instant now) {
        return new TicketVerifier(keys, settings, at(now)).verify(text);
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
