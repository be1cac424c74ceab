package live.danmaku.tools.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StreamFileTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void read_xml_givesItsCommentsAsLines() throws IOException {
        List<String> lines = read("""
                <?xml version="1.0" encoding="UTF-8"?><i><chatid>7</chatid>
                <d p="12.34500,5,18,255,1607630590,0,e9973eea,99">a &lt;b&gt; &amp; 你好 👩‍👩‍👧</d>
                <d p="0,1,25,16777215"></d></i>""");

        assertThat(lines).hasSize(2);
        assertThat(json(lines.get(0)))
                .isEqualTo(json("{\"t\":12345,\"ts\":1607630590000,\"kind\":\"comment\",\"user\":\"e9973eea\","
                        + "\"text\":\"a <b> & 你好 👩‍👩‍👧\",\"mode\":5,\"size\":18,\"color\":255,\"id\":\"99\"}"));
        assertThat(json(lines.get(1)).get("t").longValue()).isZero();
        assertThat(json(lines.get(1)).has("ts")).isFalse();
    }

    @Test
    void read_jsonLines_givesThemAsTheyAre() throws IOException {
        assertThat(read("{\"t\": -5, \"text\": \"嚯\"}\n\n{\"t\": 6}\n"))
                .containsExactly("{\"t\": -5, \"text\": \"嚯\"}", "{\"t\": 6}");
    }

    @Test
    void read_xmlThatAsksForAnotherFile_doesNotReadIt() throws IOException {
        Path secret = Files.writeString(folder.resolve("other"), "content-of-the-other");
        String xml =
                "<!DOCTYPE i [<!ENTITY x SYSTEM \"%s\">]><i><d p=\"0,1,25,0\">&x;</d></i>".formatted(secret.toUri());

        List<String> lines = new ArrayList<>();
        try {
            lines.addAll(read(xml));
        } catch (TransferException e) {
            // Refused as a whole, which is right as well.
        }
        assertThat(lines).noneMatch(line -> line.contains("content-of-the-other"));
    }

    @Test
    void read_brokenXml_saysWhere() {
        assertThatThrownBy(() -> read("<i><d p=\"soon,1,25,0\">x</d></i>"))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("soon,1,25,0");
        assertThatThrownBy(() -> read("<i><d p=\"1\">x</d></i>")).hasMessageContaining("expected: time,mode");
    }

    @Test
    void facts_recording_tellItsStartAndLength() throws IOException {
        StreamFacts facts = StreamFacts.of(file("{\"t\":-1000,\"ts\":5000}\n{\"t\":9000,\"ts\":15000}\n{\"t\":20}\n"));

        assertThat(facts.lines()).isEqualTo(3);
        assertThat(facts.startedAt(1)).isEqualTo(6_000);
        assertThat(facts.durationMs()).isEqualTo(9_001);
        assertThat(StreamFacts.of(file("{\"t\":7}")).startedAt(1_000)).isEqualTo(992);
        assertThatThrownBy(() -> StreamFacts.of(file("{\"t\":7}\n{\"t\":null}")))
                .hasMessageContaining("line 2: t: null");
    }

    private List<String> read(String content) throws IOException {
        List<String> lines = new ArrayList<>();
        file(content).read(lines::add);
        return lines;
    }

    private StreamFile file(String content) throws IOException {
        return new StreamFile(Files.writeString(folder.resolve("file"), content));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
