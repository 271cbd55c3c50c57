package carillon.tools.shell;

/** Keeps the beginning and the end of a long text. One thread at a time. */
final class HeadAndTail {
    private final int mostHead;
    private final int mostTail;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private long left;

    /** Both in characters. */
    HeadAndTail(int mostHead, int mostTail) {
        this.mostHead = mostHead;
        this.mostTail = mostTail;
    }

    void add(String more) {
        int toHead = Math.min(more.length(), mostHead - head.length());
        head.append(more, 0, toHead);
        tail.append(more, toHead, more.length());
        if (tail.length() > 2 * mostTail) drop();
    }

    private void drop() {
        int dropped = tail.length() - mostTail;
        left += dropped;
        tail.delete(0, dropped);
    }

    @Override
    public String toString() {
        if (tail.length() > mostTail) drop();
        if (left == 0) return head.toString() + tail;
        return head + "\n[… " + left + " characters left out …]\n" + tail;
    }
}
