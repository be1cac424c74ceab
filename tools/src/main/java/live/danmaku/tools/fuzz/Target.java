package live.danmaku.tools.fuzz;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import live.danmaku.tools.history.system.Api;
import live.danmaku.tools.history.system.Api.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server of a run: its ports, its operations, and the tokens and rooms that hostile input names. Thread-safe. */
final class Target {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int ROOMS = 8;
    private static final int READY_WITHIN_SECONDS = 60;
    private static final Map<String, List<String>> ROLES = Map.of(
            "mallory", List.of(),
            "fuzz-moderator", List.of("moderator"),
            "fuzz-host", List.of("host"),
            "fuzz-service", List.of("service"),
            "fuzz-ops", List.of("ops"));

    private final URI http;
    private final URI webSocket;
    private final int tcpPort;
    private final int linkPort;
    private final Api api;
    private final List<Operation> operations;
    private final List<String> tokens;
    private final List<String> rooms;
    private volatile String ticket;

    private Target(URI http, int linkPort, Api api) throws InterruptedException {
        this.http = http;
        this.linkPort = linkPort;
        this.api = api;
        JsonNode route = routeWithNode();
        JsonNode node = route.path("nodes").path(0);
        this.ticket = route.path("ticket").asString("");
        this.webSocket = URI.create(node.path("ws").asString(""));
        String tcp = node.path("tcp").asString("");
        this.tcpPort = Integer.parseInt(tcp.substring(tcp.lastIndexOf(':') + 1));
        this.operations = Operation.of(JSON.readTree(operationsPage()));
        this.tokens = newTokens();
        this.rooms = newRooms();
    }

    /**
     * Asks the server, which must give development tokens; makes rooms.
     *
     * @param linkPort 0 when that port is to be left alone
     * @throws FuzzException when it answers otherwise
     */
    static Target at(URI http, int linkPort) throws InterruptedException {
        return new Target(http, linkPort, new Api(http));
    }

    /** A connector that has just started is not among the nodes yet. */
    private JsonNode routeWithNode() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
        JsonNode route = route();
        while (route.path("nodes").path(0).path("ws").asString("").isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new FuzzException("GET /v1/route: %s (expected: a node)".formatted(route));
            }
            TimeUnit.MILLISECONDS.sleep(200);
            route = route();
        }
        return route;
    }

    private JsonNode route() throws InterruptedException {
        return api.get("/v1/route?uid=mallory&device=fuzz&version=1.0", "").json();
    }

    /** It is made when it is first asked for, which takes longer than an answer may. */
    private String operationsPage() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
        String page = api.text("/v3/api-docs");
        while (page.isEmpty() && System.nanoTime() < deadline) {
            page = api.text("/v3/api-docs");
        }
        return page;
    }

    private List<String> newTokens() throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(""));
        for (Map.Entry<String, List<String>> role : ROLES.entrySet()) {
            all.add(token(role.getKey(), role.getValue()));
        }
        return List.copyOf(all);
    }

    /** @throws FuzzException when the server gives none */
    String token(String uid, List<String> roles) throws InterruptedException {
        String wish = JSON.writeValueAsString(Map.of("uid", uid, "name", uid, "roles", roles));
        Answer answer = api.call("POST", "/v1/dev/tokens", "", wish);
        if (answer.status() != 200) {
            throw new FuzzException("POST /v1/dev/tokens: %s (expected: a token)".formatted(answer.problem()));
        }
        return answer.json().path("token").asString("");
    }

    private List<String> newRooms() throws InterruptedException {
        String host = token("fuzz-service", List.of("service"));
        List<String> all = new ArrayList<>();
        for (int i = 0; i < ROOMS; i++) {
            all.add(room(host, "fuzzed " + i));
        }
        return List.copyOf(all);
    }

    /** @throws FuzzException when the server makes none */
    String room(String token, String title) throws InterruptedException {
        Answer answer =
                api.call("POST", "/v1/rooms", token, JSON.writeValueAsString(Map.of("title", title, "area", "fuzz")));
        if (answer.status() != 201) {
            throw new FuzzException("POST /v1/rooms: %s (expected: a room)".formatted(answer.problem()));
        }
        return answer.json().path("room").asString("");
    }

    /** Tickets live for a minute; blocks. */
    void renewTicket() throws InterruptedException {
        ticket = route().path("ticket").asString("");
    }

    Api api() {
        return api;
    }

    String host() {
        return http.getAuthority();
    }

    int port(InputKind kind) {
        return switch (kind) {
            case WEBSOCKET -> webSocket.getPort();
            case TCP -> tcpPort;
            case LINK -> linkPort;
            default -> http.getPort();
        };
    }

    String address() {
        return http.getHost();
    }

    List<Operation> operations() {
        return operations;
    }

    /** Of each role one; the first is empty. */
    List<String> tokens() {
        return tokens;
    }

    List<String> rooms() {
        return rooms;
    }

    String ticket() {
        return ticket;
    }
}
