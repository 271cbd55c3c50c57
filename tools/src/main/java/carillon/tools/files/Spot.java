package carillon.tools.files;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A place in a workspace, by the names that lead there. There was no link on the way when it was found.
 *
 * @param names from the workspace on; empty for the workspace itself
 */
public record Spot(List<String> names) {
    public Spot {
        names = List.copyOf(names);
    }

    Spot child(String name) {
        return new Spot(Stream.concat(names.stream(), Stream.of(name)).toList());
    }

    Spot parent() {
        return new Spot(names.subList(0, names.size() - 1));
    }

    boolean isWorkspace() {
        return names.isEmpty();
    }

    /** As people and models write it: with slashes, from the workspace on. */
    @Override
    public String toString() {
        return isWorkspace() ? "." : names.stream().collect(Collectors.joining("/"));
    }
}
