package live.danmaku.frontend.devtoken;

import java.util.List;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.address.HostNames;
import live.danmaku.web.problem.ApiException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Who sits before this machine. A proxy on it speaks for strangers, and a browser on it for the pages of strangers:
 * both come from loopback, and neither is meant.
 */
public final class LocalCallers {

    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private final ClientAddresses addresses;
    private final HostNames hosts;

    public LocalCallers(ClientAddresses addresses, HostNames hosts) {
        this.addresses = addresses;
        this.hosts = hosts;
    }

    /** @throws ApiException 403 when this is anybody else; the text says what gave it away */
    void require(ServerHttpRequest request) {
        if (!addresses.of(request).isHere()) {
            throw ApiException.forbidden(
                    "a call from another machine, or one that a proxy may have sent (expected: directly from loopback)");
        }
        for (String host : values(request, HttpHeaders.HOST)) {
            if (!hosts.isOurs(host)) {
                throw ApiException.forbidden(
                        "Host: '%s' (expected: localhost, a loopback address, or one of DANMAKU_HOSTS)"
                                .formatted(host));
            }
        }
        for (String origin : values(request, HttpHeaders.ORIGIN)) {
            if (!hosts.isOurOrigin(origin)) {
                throw ApiException.forbidden("Origin: '%s' (expected: a page of this machine)".formatted(origin));
            }
        }
        for (String site : values(request, FETCH_SITE)) {
            if (site.equals("cross-site")) {
                throw ApiException.forbidden("Sec-Fetch-Site: cross-site (expected: a page of this machine)");
            }
        }
    }

    private static List<String> values(ServerHttpRequest request, String name) {
        return request.getHeaders().getOrDefault(name, List.of());
    }
}
