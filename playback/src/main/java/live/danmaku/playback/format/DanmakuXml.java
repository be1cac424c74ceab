package live.danmaku.playback.format;

import live.danmaku.model.RoomId;

/** The danmaku XML: a {@code <d p="time,mode,size,color,unix,pool,user,id">text</d>} a comment. */
final class DanmakuXml {

    private DanmakuXml() {}

    static String head(RoomId room, long comments) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<i><chatserver>danmaku</chatserver><chatid>" + room
                + "</chatid><mission>0</mission><maxlimit>" + comments
                + "</maxlimit><state>0</state><real_name>0</real_name><source>k-v</source>\n";
    }

    static String tail() {
        return "</i>\n";
    }

    static void write(PlayerComment comment, StringBuilder out) {
        out.append("<d p=\"")
                .append(comment.seconds())
                .append(',')
                .append(comment.mode())
                .append(',')
                .append(comment.size())
                .append(',')
                .append(comment.color())
                .append(',')
                .append(comment.sentAt() / 1_000)
                .append(",0,")
                .append(comment.user())
                .append(',')
                .append(comment.id())
                .append("\">");
        escape(comment.text(), out);
        out.append("</d>\n");
    }

    /** Characters that XML cannot hold are left out. */
    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> out.append("&#13;");
                default -> {
                    if (isXml(c)) {
                        out.appendCodePoint(c);
                    }
                }
            }
        }
    }

    private static boolean isXml(int c) {
        return c == '\t' || c == '\n' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
    }
}
