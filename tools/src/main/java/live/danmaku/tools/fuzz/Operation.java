package live.danmaku.tools.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * An operation of the server, as its OpenAPI page describes it.
 *
 * @param path with {@code {name}} for what differs
 * @param queries names of its query parameters
 * @param contentType of its body; empty when it has none
 * @param properties names in its body
 */
record Operation(String method, String path, List<String> queries, String contentType, List<String> properties) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    /** @throws FuzzException when there are none */
    static List<Operation> of(JsonNode page) {
        List<Operation> all = new ArrayList<>();
        page.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> all.add(of(page, path.getKey(), method.getKey(), method.getValue()))));
        if (all.isEmpty()) {
            throw new FuzzException("/v3/api-docs: no operations (expected: an OpenAPI page)");
        }
        return List.copyOf(all);
    }

    private static Operation of(JsonNode page, String path, String method, JsonNode operation) {
        List<String> queries = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asString("").equals("query")) {
                queries.add(parameter.path("name").asString(""));
            }
        });
        JsonNode content = operation.path("requestBody").path("content");
        String contentType = content.propertyNames().stream().findFirst().orElse("");
        JsonNode schema = resolved(page, content.path(contentType).path("schema"));
        JsonNode item = schema.has("items") ? resolved(page, schema.path("items")) : schema;
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                List.copyOf(queries),
                contentType,
                List.copyOf(item.path("properties").propertyNames()));
    }

    private static JsonNode resolved(JsonNode page, JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.startsWith("#") ? page.at(reference.substring(1)) : schema;
    }
}
