package carillon.tools.web;

import com.vladsch.flexmark.html2md.converter.FlexmarkHtmlConverter;
import com.vladsch.flexmark.util.data.MutableDataSet;
import java.io.IOException;
import java.io.InputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Turns a page into Markdown: its text, headings, lists, tables and links, and nothing that would run or load. */
final class Markdown {
    /** Elements nested deeper stand beside one another, since each level can stand at the head of each line. */
    private static final int DEEPEST = 64;

    private static final String LEFT_OUT =
            "script, style, noscript, template, iframe, frame, object, embed, svg, canvas, video, audio, input, button,"
                    + " select, textarea, link, meta, [hidden], [aria-hidden=true]";

    private Markdown() {}

    /**
     * @param charset as the server says; null when it does not
     * @param address of the page, for its links
     */
    static String of(InputStream html, @Nullable String charset, String address) throws IOException {
        Document page = Jsoup.parse(html, charset, address, Parser.htmlParser().setMaxDepth(DEEPEST));
        String title = page.title().strip();
        page.select(LEFT_OUT).remove();
        var copy = new PageCopy(page);
        Document kept = copy.document();
        for (Element link : kept.select("a[href]")) keepWebAddress(link, "href");
        for (Element image : kept.select("img")) keepWebAddress(image, "src");
        kept.select("td, th").removeAttr("colspan").removeAttr("rowspan");
        var options = new MutableDataSet()
                .set(FlexmarkHtmlConverter.SETEXT_HEADINGS, false)
                .set(FlexmarkHtmlConverter.OUTPUT_ATTRIBUTES_ID, false)
                .set(FlexmarkHtmlConverter.TYPOGRAPHIC_QUOTES, false)
                .set(FlexmarkHtmlConverter.TYPOGRAPHIC_SMARTS, false);
        String text = FlexmarkHtmlConverter.builder(options)
                .build()
                .convert(kept.body())
                .strip();
        String whole = copy.isCut() ? text + Fetch.CUT : text;
        return title.isEmpty() ? whole : "Title: " + title + "\n\n" + whole;
    }

    private static void keepWebAddress(Element element, String attribute) {
        String address = element.absUrl(attribute);
        if (address.startsWith("http://") || address.startsWith("https://")) element.attr(attribute, address);
        else if (element.tagName().equals("img")) element.remove();
        else element.removeAttr(attribute);
    }
}
