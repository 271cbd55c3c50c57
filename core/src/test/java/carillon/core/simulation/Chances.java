package carillon.core.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What may happen next, each with its weight. No two runs have the same weights, so that rare things meet. */
final class Chances<T> {
    private record Chance<T>(int upTo, Consumer<T> what) {}

    private final RandomGenerator random;
    private final List<Chance<T>> chances = new ArrayList<>();
    private int total;

    Chances(RandomGenerator random) {
        this.random = random;
    }

    Chances<T> always(int weight, Consumer<T> what) {
        total += weight;
        chances.add(new Chance<>(total, what));
        return this;
    }

    /** In some runs never, in others often. */
    Chances<T> maybe(int weight, Consumer<T> what) {
        int factor = random.nextInt(4);
        return factor == 0 ? this : always(weight * factor, what);
    }

    void take(T subject) {
        int roll = random.nextInt(total);
        for (Chance<T> chance : chances) {
            if (roll < chance.upTo()) {
                chance.what().accept(subject);
                return;
            }
        }
    }
}
