package carillon.core.simulation;

import java.util.Map;
import java.util.TreeMap;

/** How often what can happen has happened, by its name. */
final class Seen {
    private final Map<String, Long> counts = new TreeMap<>();

    void add(Object happened) {
        counts.merge(nameOf(happened), 1L, Long::sum);
    }

    void add(Seen other) {
        other.counts.forEach((name, count) -> counts.merge(name, count, Long::sum));
    }

    boolean has(Object happened) {
        return counts.containsKey(nameOf(happened));
    }

    boolean has(Class<?> kind) {
        return counts.containsKey(kind.getName());
    }

    private static String nameOf(Object happened) {
        return happened instanceof Enum<?> value
                ? value.getDeclaringClass().getName() + "." + value.name()
                : happened.getClass().getName();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
