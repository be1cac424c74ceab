package live.danmaku.web.ticket;

import com.nimbusds.jose.JOSEObjectType;

/** What sets tickets apart from tokens, which the same keys sign: their type and their audience. */
final class TicketClaims {

    static final JOSEObjectType TYPE = new JOSEObjectType("ticket+jwt");
    static final String NAME = "name";
    static final String DEVICE = "did";
    static final String ROLES = "roles";

    /** Uid, device and version that the rules judged, empty where they were not said, and the version of the rules. */
    static final String GRANT = "grant";

    private TicketClaims() {}

    /**
     * The audience says what a ticket is for.
     *
     * @param tokens the audience of tokens
     */
    static String connect(String tokens) {
        return tokens + "/connect";
    }
}
