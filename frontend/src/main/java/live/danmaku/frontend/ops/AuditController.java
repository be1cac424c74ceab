package live.danmaku.frontend.ops;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.ops.AuditEntry;
import live.danmaku.model.ops.AuditLog;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows who changed what. */
@Tag(name = "Ops")
@RestController
public final class AuditController {

    private final AuditLog audit;
    private final JsonMapper json;

    public AuditController(AuditLog audit, JsonMapper json) {
        this.audit = audit;
        this.json = json;
    }

    record AuditRow(
            long version,
            long at,
            String who,
            String what,
            @JsonProperty("old") JsonNode before,
            @JsonProperty("new") JsonNode after,
            String why) {}

    @Operation(
            summary = "Who changed what, the newest first",
            description = "Only changes below a version, so that one can go on where a page ended.")
    @GetMapping("/v1/ops/audit")
    CompletionStage<List<AuditRow>> list(
            @RequestParam(required = false) @Nullable String below,
            @RequestParam(defaultValue = "100") String limit,
            @Parameter(hidden = true) Caller caller) {
        caller.requireAny("reading the audit", Role.OPS);
        long end = LogQuestion.below("below", below, "a version");
        return audit.list(end, LogQuestion.limit(limit))
                .thenApply(rows -> rows.stream().map(this::row).toList());
    }

    private AuditRow row(AuditEntry entry) {
        return new AuditRow(
                entry.version(),
                entry.at(),
                entry.who(),
                entry.what(),
                json.readTree(entry.before()),
                json.readTree(entry.after()),
                entry.why());
    }
}
