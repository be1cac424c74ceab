package live.danmaku.frontend.hotroom;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.SocketAddress;
import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.address.Forwarding;
import live.danmaku.web.limit.AddressRates;
import org.jspecify.annotations.Nullable;

/**
 * Counts one connection's polls by their address, as the framework's reads are counted. Where no proxy stands before
 * the client that address is always the same, and known beforehand. Belongs to the connection.
 */
final class PollAllowance {

    private final ClientAddresses addresses;
    private final AddressRates rates;
    private final @Nullable SocketAddress peer;
    private final ClientAddress direct;

    PollAllowance(ClientAddresses addresses, AddressRates rates, @Nullable SocketAddress peer) {
        this.addresses = addresses;
        this.rates = rates;
        this.peer = peer;
        direct = addresses.of(peer);
    }

    ClientAddress client(Forwarding forwarding) {
        return forwarding.isAny() ? addresses.of(peer, forwarding) : direct;
    }

    ClientAddress client(HttpHeaders headers) {
        return addresses.of(peer, headers);
    }

    boolean mayRead(ClientAddress client) {
        return rates.mayRead(client);
    }

    /** The framework will count it. */
    void giveBack(ClientAddress client) {
        rates.giveReadBack(client);
    }
}
