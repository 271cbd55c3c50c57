package carillon.engine;

import carillon.core.chat.ChatEvent;
import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatEvent.Streamed;
import carillon.core.chat.Delta;
import carillon.core.chat.Fact;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The written calls that a window shows after what it was told, by the rules of docs/http.md. */
final class ShownCalls {
    private ShownCalls() {}

    static Map<Integer, String> after(List<ChatEvent> events) {
        var shown = new TreeMap<Integer, String>();
        for (ChatEvent event : events) {
            switch (event) {
                case Streamed(var _, var _, Delta.ToolArguments more) -> take(more, shown);
                case Recorded(var _, var _, var _, Fact.ModelCallEnded _) -> shown.clear();
                case Streamed _, Recorded _ -> {}
            }
        }
        return shown;
    }

    private static void take(Delta.ToolArguments more, NavigableMap<Integer, String> shown) {
        String known = shown.getOrDefault(more.index(), more.tool() + " ")
                .substring(more.tool().length() + 1);
        if (more.offset() > known.length()) throw new AssertionError("A gap before " + more + " after " + shown);
        if (more.offset() == 0) shown.tailMap(more.index(), true).clear();
        String text = known.substring(0, more.offset()) + more.text();
        if (!text.isEmpty()) shown.put(more.index(), more.tool() + " " + text);
    }
}
