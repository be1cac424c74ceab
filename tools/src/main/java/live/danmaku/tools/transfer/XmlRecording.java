package live.danmaku.tools.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import live.danmaku.tools.transfer.StreamFile.LineReader;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Danmaku XML as lines of a recording: each {@code <d p="time,mode,size,color,unix,pool,user,id">text</d>} is a comment. */
final class XmlRecording {

    private static final int FEWEST_PARTS = 4;
    private static final int UNIX = 4;
    private static final int USER = 6;
    private static final int ID = 7;

    private final InputStream in;

    XmlRecording(InputStream in) {
        this.in = in;
    }

    void read(LineReader reader) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        // A file from elsewhere must not make anything else be read.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("d")) {
                    int line = xml.getLocation().getLineNumber();
                    String p = String.valueOf(xml.getAttributeValue(null, "p"));
                    reader.line(comment(p, xml.getElementText(), line));
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(String.valueOf(e.getMessage()).replace('\n', ' '), e);
        }
    }

    private static String comment(String p, String text, int line) throws IOException {
        String[] parts = p.split(",", -1);
        if (parts.length < FEWEST_PARTS) {
            throw new IOException("line %d: p=\"%s\" (expected: time,mode,size,color,…)".formatted(line, p));
        }
        try {
            ObjectNode comment = JsonNodeFactory.instance.objectNode();
            comment.put(
                    "t",
                    new BigDecimal(parts[0])
                            .movePointRight(3)
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact());
            if (parts.length > UNIX && Long.parseLong(parts[UNIX]) > 0) {
                comment.put("ts", Long.parseLong(parts[UNIX]) * 1_000);
            }
            comment.put("kind", "comment");
            comment.put("user", parts.length > USER && !parts[USER].isEmpty() ? parts[USER] : "unknown");
            comment.put("text", text);
            comment.put("mode", Integer.parseInt(parts[1]));
            comment.put("size", Integer.parseInt(parts[2]));
            comment.put("color", Integer.parseInt(parts[3]));
            if (parts.length > ID && !parts[ID].isEmpty()) {
                comment.put("id", parts[ID]);
            }
            return comment.toString();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IOException("line %d: p=\"%s\" (expected: numbers)".formatted(line, p), e);
        }
    }
}
