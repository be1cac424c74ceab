package live.danmaku.standalone.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import live.danmaku.standalone.Recordings;
import live.danmaku.standalone.StandaloneServer;
import live.danmaku.tools.transfer.ExportCommand;
import live.danmaku.tools.transfer.ImportCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recordings become streams, and streams recordings. */
class ReplayTransferIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void recording_importedReplayedAndExported_isTheSame() throws IOException {
        Path recording = recording(3_000);
        String room = "i-" + UUID.randomUUID();
        assertThat(importing(recording, room)).contains("3000 messages");

        List<JsonNode> replayed = new ReplayedRoom(room, Person.ANONYMOUS, List.of()).all("?limit=500");
        assertThat(replayed).hasSize(3_000);
        assertThat(replayed.get(0).get("at").longValue()).isEqualTo(-56_820_474);
        Path exported = folder.resolve("exported.jsonl");
        exporting(room, exported);
        assertThat(Files.readAllLines(exported)).isEqualTo(Files.readAllLines(recording));

        // And once more, compressed.
        String again = "i-" + UUID.randomUUID();
        importing(exported, again);
        exporting(again, folder.resolve("again.jsonl.gz"));
        assertThat(unzipped(folder.resolve("again.jsonl.gz"))).isEqualTo(Files.readString(recording));
    }

    @Test
    void recordingOfARealStream_importedReplayedAndExported_isTheSame() throws IOException {
        Path recording = Recordings.named("asoul-2020-12-11-debut");
        String room = "i-" + UUID.randomUUID();
        assertThat(importing(recording, room)).contains("11023 messages");

        List<JsonNode> lines =
                unzipped(recording).lines().map(JsonMapper.shared()::readTree).toList();
        List<JsonNode> replayed = new ReplayedRoom(room, Person.ANONYMOUS, List.of()).all("?limit=500");
        for (String[] place : new String[][] {{"/t", "/at"}, {"/text", "/body/text"}, {"/user", "/from/uid"}}) {
            assertThat(replayed.stream().map(message -> message.at(place[1])))
                    .containsExactlyElementsOf(
                            lines.stream().map(line -> line.at(place[0])).toList());
        }
        Path exported = folder.resolve("exported.jsonl.gz");
        exporting(room, exported);
        assertThat(unzipped(exported)).isEqualTo(unzipped(recording));
    }

    @Test
    void xml_importedAndExported_isTheSame() throws IOException {
        String room = "i-" + UUID.randomUUID();
        importing(recording(500), room);
        Path first = folder.resolve("first.xml");
        exporting(room, first);
        String again = "i-" + UUID.randomUUID();
        importing(first, again);
        Path second = folder.resolve("second.xml");
        exporting(again, second);

        assertThat(Files.readString(second).replace(again, room)).isEqualTo(Files.readString(first));
        assertThat(Files.readString(first)).contains("<d p=\"0.000,", ",25,16777215,");
    }

    @Test
    void streamThatWasLive_exportedAndImported_hasEverythingAgain() throws IOException {
        ReplayedRoom live = ReplayedRoom.ended(30);
        Path file = folder.resolve("live.jsonl");
        exporting(live.room(), file);
        String copy = "i-" + UUID.randomUUID();
        importing(file, copy);

        List<JsonNode> copied = new ReplayedRoom(copy, Person.ANONYMOUS, List.of()).all("");
        assertThat(copied)
                .extracting(message -> message.get("id"))
                .containsExactlyElementsOf(
                        live.all("").stream().map(message -> message.get("id")).toList());
        assertThat(copied)
                .extracting(message -> message.get("body"))
                .containsExactlyElementsOf(live.all("").stream()
                        .map(message -> message.get("body"))
                        .toList());
        assertThat(copied)
                .extracting(message -> message.get("at"))
                .containsExactlyElementsOf(
                        live.all("").stream().map(message -> message.get("at")).toList());
    }

    @Test
    void put_callerOrLinesThatAreWrong_areRefusedAndMayBeTriedAgain() {
        Person service = Person.with("service");
        String path = "/v1/replays/i-" + UUID.randomUUID();
        put(Person.ANONYMOUS, path, "{\"t\":1}").expectProblem(401, "no token");
        put(Person.with("host"), path, "{\"t\":1}").expectProblem(403, "service");
        put(service, path, "").expectProblem(400, "no line");
        put(service, path, "{\"t\":1}\n{\"t\":\"x\"}\n").expectProblem(400, "line 2", "expected");
        put(service, path, "{\"t\":1}\nnonsense\n").expectProblem(400, "line 2: not JSON");
        put(service, path, "{\"t\":1,\"text\":\"a\"}\n{\"t\":2,\"text\":\"b\"}\n")
                .expect(201);
        put(service, path, "{\"t\":1}").expectProblem(409, "exists");
        put(service, "/v1/replays/" + service.startRoom(), "{\"t\":1}").expectProblem(409, "exists");
        assertThat(Person.ANONYMOUS.get(path + "/messages").expect(200).messages())
                .hasSize(2);
    }

    private static Answer put(Person person, String path, String lines) {
        return person.call("PUT", path, BodyPublishers.ofString(lines), "Content-Type", "application/x-ndjson");
    }

    /** Lines as recordings have them: before the start, out of order, twice the same, in all looks, and of unknown kinds. */
    private Path recording(int lines) throws IOException {
        Random random = new Random(7);
        StringBuilder out = new StringBuilder();
        List<String> texts = List.of("嚯", "a <b> & \\\"c\\\"", "👩‍👩‍👧", "\\\\o/", "", "é̈", "bad \uFFFD");
        for (int i = 0; i < lines; i++) {
            long t = i == 0 ? -56_820_474 : i * 40L + random.nextInt(200);
            String looks = i % 5 == 0
                    ? ""
                    : ", \"mode\": %d, \"size\": 25, \"color\": %d"
                            .formatted(List.of(1, 4, 5, 6).get(i % 4), i % 3 == 0 ? 16777215 : i);
            String kind = i % 97 == 0 ? "superchat" : i % 89 == 0 ? "gift" : "comment";
            out.append("{\"t\": %d, \"ts\": %s, \"kind\": \"%s\", \"user\": \"%s\", \"text\": \"%s\"%s}\n"
                    .formatted(
                            t,
                            i % 101 == 0 ? "null" : Long.toString((1_607_687_410_474L + t) / 1_000 * 1_000),
                            kind,
                            i % 53 == 0 ? "名前 %d".formatted(i) : Integer.toHexString(i % 200),
                            texts.get(i % texts.size()),
                            looks));
        }
        return Files.writeString(folder.resolve("recording-" + lines + ".jsonl"), out.toString());
    }

    private static String importing(Path file, String room) {
        return run(ImportCommand.commandLine(), file.toString(), "--room", room);
    }

    private static String exporting(String room, Path file) {
        return run(ExportCommand.commandLine(), room, file.toString());
    }

    private static String run(CommandLine program, String... arguments) {
        StringWriter said = new StringWriter();
        program.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--url";
        all[arguments.length + 1] = StandaloneServer.shared().baseUrl();
        assertThat(program.execute(all)).as(said.toString()).isZero();
        return said.toString();
    }

    private static String unzipped(Path file) throws IOException {
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file))).readAllBytes(), UTF_8);
    }
}
