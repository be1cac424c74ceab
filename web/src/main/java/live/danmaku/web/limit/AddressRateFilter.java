package live.danmaku.web.limit;

import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.problem.ProblemResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Counts every call by its address before anything is done for it: before its token, its body or its path matter. */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class AddressRateFilter implements WebFilter {

    private final ClientAddresses addresses;
    private final AddressRates rates;

    AddressRateFilter(ClientAddresses addresses, AddressRates rates) {
        this.addresses = addresses;
        this.rates = rates;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ClientAddress client = addresses.of(exchange.getRequest());
        boolean may = isRead(exchange.getRequest().getMethod()) ? rates.mayRead(client) : rates.mayWrite(client);
        if (may) {
            return chain.filter(exchange);
        }
        exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, Integer.toString(AddressRates.RETRY_AFTER_S));
        return ProblemResponse.write(exchange, HttpStatus.TOO_MANY_REQUESTS, AddressRates.TITLE, AddressRates.DETAIL);
    }

    private static boolean isRead(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
    }
}
