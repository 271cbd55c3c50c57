package carillon.tools.web;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Copies a page up to what is worth converting, since the time that takes grows faster than the page. */
final class PageCopy {
    private static final int MOST_NODES = 20_000;

    private final Document copy;
    private int nodes;
    private long chars;
    private boolean cut;

    /** @param page not nested so deep that a thread could not follow */
    PageCopy(Document page) {
        this.copy = Document.createShell(page.body().baseUri());
        copyInside(page.body(), copy.body());
    }

    Document document() {
        return copy;
    }

    /** Whether anything was left out. */
    boolean isCut() {
        return cut;
    }

    private void copyInside(Element from, Element to) {
        for (Node node : from.childNodes()) {
            cut = cut || nodes == MOST_NODES || chars >= Fetch.MOST_CHARS;
            if (cut) return;
            nodes++;
            if (node instanceof TextNode text)
                chars += text.getWholeText().strip().length();
            Node fresh = node.shallowClone();
            to.appendChild(fresh);
            if (node instanceof Element inner && fresh instanceof Element outer) copyInside(inner, outer);
        }
    }
}
