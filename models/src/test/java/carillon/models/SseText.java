package carillon.models;

import java.nio.charset.StandardCharsets;

/** Pieces of a provider's stream. */
final class SseText {
    private SseText() {}

    static String text(String content) {
        return event("{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":["
                + "{\"index\":0,\"delta\":{\"content\":\"" + content + "\"},\"finish_reason\":null}]}");
    }

    static String delta(String delta) {
        return event("{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}]}");
    }

    static String finish(String reason) {
        return event("{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}");
    }

    static String usage() {
        return event("{\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7,"
                + "\"total_tokens\":18,\"prompt_tokens_details\":{\"cached_tokens\":3}}}");
    }

    static String done() {
        return event("[DONE]");
    }

    static String event(String data) {
        return "data: " + data + "\n\n";
    }

    /** A whole answer as a provider sends it: a role, reasoning, text of one to four bytes a character, usage, end. */
    static byte[] recorded() {
        String stream = ": hello\n\n" + delta("{\"role\":\"assistant\",\"content\":\"\"}")
                + delta("{\"reasoning_content\":\"Hm. \"}") + delta("{\"reasoning_content\":\"Grüße?\"}")
                + text("Hello ") + text("wörld, ") + text("你好 ") + text("\uD83D\uDD14\\n") + text("\\ud83d\\ude00 bye")
                + finish("stop") + usage() + done();
        return stream.getBytes(StandardCharsets.UTF_8);
    }

    static final String RECORDED_TEXT = "Hello wörld, 你好 \uD83D\uDD14\n\uD83D\uDE00 bye";
    static final String RECORDED_REASONING = "Hm. Grüße?";
}
